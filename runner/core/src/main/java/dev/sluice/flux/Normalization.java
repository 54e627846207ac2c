package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Manifest;
import dev.sluice.object.PathCopy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What kustomize-controller makes of an object before it applies it (fluxcd/pkg/ssa {@code normalize/normalize.go}):
 * built-in kinds pass through their Go types, so that unknown fields vanish and quantities become canonical; the
 * defaults that server-side apply needs are filled in; the status is removed.
 */
public final class Normalization {

    private static final Set<String> WITH_POD_TEMPLATE = Set.of(
            "apps/v1/Deployment", "apps/v1/StatefulSet", "apps/v1/DaemonSet", "apps/v1/ReplicaSet", "batch/v1/Job");
    private static final String AUTOSCALER = "HorizontalPodAutoscaler";
    private static final Set<String> ROLES =
            Set.of("rbac.authorization.k8s.io/v1/Role", "rbac.authorization.k8s.io/v1/ClusterRole");

    private final GoConversion conversion = new GoConversion(GoConversion.Reader.CONVERTER);

    /** The object as it is applied. */
    public Manifest normalized(Manifest manifest) {
        String type = manifest.apiVersion() + "/" + manifest.id().kind();
        // Their rules do not survive the round trip: kustomize-controller issue 1041.
        if (ROLES.contains(type)) {
            return manifest;
        }
        ObjectNode content = typed(manifest, type);
        if (!content.has("metadata")) {
            content.putObject("metadata");
        }
        if (content.path("metadata") instanceof ObjectNode metadata) {
            metadata.putNull("creationTimestamp");
        }
        // kstatus looks at the conditions of a definition.
        if (!isDefinition(manifest)) {
            content.remove("status");
        }
        return manifest.with(content);
    }

    /**
     * The result of a dry run without what Kubernetes before 1.27 adds to it: a HorizontalPodAutoscaler came back with its
     * first metric twice and an empty one at its end (kubernetes issue 118293).
     */
    public Manifest ofDryRun(Manifest result) {
        if (!result.id().kind().equals(AUTOSCALER)) {
            return result;
        }
        String type = result.apiVersion() + "/" + AUTOSCALER;
        ObjectNode content = PathCopy.of(typed(result, type), "spec");
        if (type.equals("autoscaling/v2/" + AUTOSCALER) && content.path("spec") instanceof ObjectNode spec) {
            var metrics = new LinkedHashSet<JsonNode>();
            spec.path("metrics").forEach(metrics::add);
            metrics.removeIf(metric -> metric.path("type").asText().isEmpty());
            spec.remove("metrics");
            if (!metrics.isEmpty()) {
                spec.putArray("metrics").addAll(metrics);
            }
        }
        return result.with(content);
    }

    private static boolean isDefinition(Manifest manifest) {
        return manifest.id().group().equals("apiextensions.k8s.io")
                && manifest.id().kind().toLowerCase(Locale.ROOT).equals("customresourcedefinition");
    }

    /** The content through its Go type; as it is where there is none, or where a field is not of its type. */
    private ObjectNode typed(Manifest manifest, String type) {
        Optional<GoTypes.Type> goType = GoTypes.table().ofKind(type);
        if (goType.isEmpty()) {
            return PathCopy.of(manifest.content(), "metadata");
        }
        try {
            // Made anew, but for values of any type, which nothing is filled into.
            var content = (ObjectNode) conversion.convert(manifest.content(), goType.get());
            fillIn(content, type);
            return content;
        } catch (GoConversion.MismatchException e) {
            // The API server says what is wrong with it, in its own words.
            return PathCopy.of(manifest.content(), "metadata");
        }
    }

    private static void fillIn(ObjectNode content, String type) {
        JsonNode spec = content.path("spec");
        if (type.equals("v1/Pod")) {
            fillInPod(spec);
        }
        if (WITH_POD_TEMPLATE.contains(type)) {
            fillInPod(spec.path("template").path("spec"));
        }
        if (type.equals("batch/v1/CronJob")) {
            fillInPod(spec.path("jobTemplate").path("spec").path("template").path("spec"));
        }
        if (type.equals("v1/Service")) {
            fillInProtocols(spec.path("ports"));
        }
        if (type.equals("v1/Secret")) {
            fillInSecret(content);
        }
    }

    /** Only containers, not init containers: the original forgets them. */
    private static void fillInPod(JsonNode pod) {
        pod.path("containers").forEach(container -> fillInProtocols(container.path("ports")));
    }

    private static void fillInProtocols(JsonNode ports) {
        for (JsonNode port : ports) {
            if (port instanceof ObjectNode object
                    && port.path("protocol").asText().isEmpty()) {
                object.put("protocol", "TCP");
            }
        }
    }

    private static void fillInSecret(ObjectNode secret) {
        JsonNode texts = secret.path("stringData");
        if (texts.isEmpty()) {
            return;
        }
        ObjectNode data = secret.withObject("/data");
        for (Map.Entry<String, JsonNode> entry : texts.properties()) {
            byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
            data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
        }
        secret.remove("stringData");
    }
}
