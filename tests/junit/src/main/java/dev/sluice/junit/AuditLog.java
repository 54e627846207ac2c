package dev.sluice.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An API server's audit log, a line an event. */
final class AuditLog {

    /** Requests of the cluster's own components tell nothing about a test. */
    static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
              - level: None
                users:
                  - system:apiserver
                  - system:kube-controller-manager
                  - system:kube-scheduler
                  - kwok
                  # Those of k3s.
                  - system:admin
                  - system:cloud-controller-manager
                  - system:k3s-controller
                  - system:k3s-supervisor
                  - system:kube-proxy
              - level: None
                userGroups: ["system:serviceaccounts:kube-system", "system:nodes"]
              - level: Metadata
            """;

    private static final int ATTEMPTS = 50;

    private final Supplier<List<String>> lines;
    private final ApiClient client;

    AuditLog(Supplier<List<String>> lines, ApiClient client) {
        this.lines = lines;
        this.client = client;
    }

    /** The requests that were answered before this call. */
    List<AuditedRequest> read() {
        String fence = "/version?fence=" + System.nanoTime();
        // A request may be in the log a moment after its answer: one that is sent later marks where to stop waiting.
        boolean fenced = client.answers(fence);
        for (int attempt = 0; ; attempt++) {
            List<JsonValues> events = lines.get().stream()
                    .filter(line -> line.endsWith("}"))
                    .map(JsonValues::of)
                    .toList();
            boolean complete = !fenced
                    || attempt == ATTEMPTS
                    || events.stream()
                            .anyMatch(event -> event.text("/requestURI").equals(fence));
            if (complete) {
                return requests(events);
            }
            pause();
        }
    }

    /** A request that lasts, as a watch, has an event when its answer begins and one when it ends. */
    private static List<AuditedRequest> requests(List<JsonValues> events) {
        Map<String, AuditedRequest> requests = new LinkedHashMap<>();
        for (JsonValues event : events) {
            if (!event.text("/userAgent").equals(ApiClient.USER_AGENT)) {
                requests.put(event.text("/auditID"), request(event));
            }
        }
        return new ArrayList<>(requests.values());
    }

    private static AuditedRequest request(JsonValues event) {
        String impersonated = "/impersonatedUser/username";
        String code = event.text("/responseStatus/code");
        return new AuditedRequest(
                event.text("/user/username"),
                event.has(impersonated) ? event.text(impersonated) : null,
                event.text("/verb"),
                event.text("/requestURI"),
                code.isEmpty() ? 0 : Integer.parseInt(code),
                event.text("/userAgent"));
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnusable("audit log", e);
        }
    }
}
