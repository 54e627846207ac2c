package dev.sluice.pipeline;

import dev.sluice.cluster.AccessCheck;
import dev.sluice.cluster.AccessCheck.AccessRequest;
import dev.sluice.cluster.AccessCheck.Denial;
import dev.sluice.cluster.Cluster;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.report.RunReport.CheckLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks an API server whether it is new enough, and whether it would let a reconcile do what it has to do. */
final class ClusterCheck {

    private final Cluster cluster;
    private final AccessCheck access;

    ClusterCheck(Cluster cluster, AccessCheck access) {
        this.cluster = cluster;
        this.access = access;
    }

    CheckLine version() {
        String said = access.version();
        boolean passed = ServerVersion.parse(said).isNewEnough();
        return new CheckLine(
                "Kubernetes " + said + (passed ? " >=" : " <") + ServerVersion.LEAST,
                passed,
                passed ? "" : "too old: " + ServerVersion.LEAST + " or newer is needed");
    }

    List<CheckLine> permissions(Rendered rendered) {
        RequiredAccess required = RequiredAccess.of(rendered);
        Set<AccessRequest> own = new LinkedHashSet<>(required.own());
        own.addAll(required.impersonations().values());
        missingNamespaces(rendered).forEach(id -> own.add(new AccessRequest("create", "", "Namespace", "", "")));
        List<Denial> denied = access.denied(own);
        var lines = new ArrayList<CheckLine>(lines("", own, denied, MissingRole.yaml(denied)));
        Set<AccessRequest> refused = denied.stream().map(Denial::request).collect(Collectors.toSet());
        required.ofUsers().forEach((user, requests) -> {
            // Nobody can be asked about whose name the run may not speak in.
            if (!refused.contains(required.impersonations().get(user))) {
                lines.addAll(ofUser(user, requests));
            }
        });
        return lines;
    }

    private List<CheckLine> ofUser(String user, Collection<AccessRequest> requests) {
        List<Denial> denied =
                cluster.as(user).access().map(asked -> asked.denied(requests)).orElse(List.of());
        String[] parts = user.split(":", -1);
        return lines(user, requests, denied, MissingRole.yaml(denied, parts[2], parts[3]));
    }

    private static List<CheckLine> lines(
            String user, Collection<AccessRequest> requests, List<Denial> denied, String remedy) {
        String who = user.isEmpty() ? "permissions" : "permissions of " + user;
        if (denied.isEmpty()) {
            return List.of(new CheckLine(who, true, requests.size() + " kinds of requests are allowed"));
        }
        var verbs = new LinkedHashMap<String, TreeSet<String>>();
        denied.forEach(denial -> verbs.computeIfAbsent(where(denial), any -> new TreeSet<>())
                .add(denial.request().verb()));
        var lines = new ArrayList<CheckLine>();
        for (Map.Entry<String, TreeSet<String>> entry : verbs.entrySet()) {
            String what = String.join(", ", entry.getValue()) + " " + entry.getKey();
            lines.add(new CheckLine(what, false, "forbidden" + (user.isEmpty() ? "" : " for " + user)));
        }
        String message =
                denied.size() + " of " + requests.size() + " kinds of requests would be refused; this is missing";
        lines.add(new CheckLine(who, false, message, remedy));
        return lines;
    }

    /** {@code deployments.apps in namespace shop}. */
    private static String where(Denial denial) {
        AccessRequest request = denial.request();
        String resource = denial.resource()
                + (request.subresource().isEmpty() ? "" : "/" + request.subresource())
                + (request.group().isEmpty() ? "" : "." + request.group());
        return request.namespace().isEmpty()
                ? resource + " in the whole cluster"
                : resource + " in namespace " + request.namespace();
    }

    /** Where they cannot be read, they are taken to be there: whoever may not read them is seldom to make them. */
    private List<ObjectId> missingNamespaces(Rendered rendered) {
        List<ObjectId> needed = RequiredAccess.namespaces(rendered).stream()
                .map(name -> new ObjectId("", "Namespace", "", name))
                .toList();
        try {
            Set<ObjectId> there = cluster.read(needed).keySet();
            return needed.stream().filter(id -> !there.contains(id)).toList();
        } catch (Rejected forbidden) {
            return List.of();
        }
    }
}
