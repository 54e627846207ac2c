package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Rule;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.Map;

/** Images that may be others tomorrow. */
final class Images implements Check {

    private static final String TEMPLATE = "/spec/template/spec";

    /** Where the kinds of Kubernetes that start pods have the pod's spec, by group and kind. */
    private static final Map<String, String> PODS = Map.ofEntries(
            Map.entry("/Pod", "/spec"),
            Map.entry("/PodTemplate", "/template/spec"),
            Map.entry("/ReplicationController", TEMPLATE),
            Map.entry("apps/Deployment", TEMPLATE),
            Map.entry("apps/StatefulSet", TEMPLATE),
            Map.entry("apps/DaemonSet", TEMPLATE),
            Map.entry("apps/ReplicaSet", TEMPLATE),
            Map.entry("batch/Job", TEMPLATE),
            Map.entry("batch/CronJob", "/spec/jobTemplate" + TEMPLATE));

    private static final List<String> CONTAINERS = List.of("initContainers", "containers", "ephemeralContainers");

    @Override
    public void look(Scope scope, Findings findings) {
        for (Manifest manifest : scope.applied()) {
            String pod = PODS.get(manifest.id().group() + "/" + manifest.id().kind());
            if (pod == null) {
                continue;
            }
            JsonNode spec = manifest.content().at(pod);
            for (String list : CONTAINERS) {
                JsonNode containers = spec.path(list);
                for (int index = 0; index < containers.size(); index++) {
                    String path = pod.substring(1).replace('/', '.') + "." + list + "[" + index + "].image";
                    look(findings, manifest, containers.get(index), path);
                }
            }
        }
    }

    private static void look(Findings findings, Manifest manifest, JsonNode container, String path) {
        String image = container.path("image").asText();
        if (image.isEmpty() || image.contains("${") || image.contains("@")) {
            return;
        }
        String name = image.substring(image.lastIndexOf('/') + 1);
        String tag = name.contains(":") ? name.substring(name.indexOf(':') + 1) : "";
        String subject =
                "image " + image + " of container " + container.path("name").asText();
        if (tag.isEmpty() || tag.equals("latest")) {
            findings.warning(Findings.of(
                    Rule.IMAGE_LATEST,
                    manifest,
                    path,
                    subject + (tag.isEmpty() ? " has no tag" : " is latest"),
                    "name a version"));
            return;
        }
        findings.note(Findings.of(Rule.IMAGE_WITHOUT_DIGEST, manifest, path, subject + " has no digest", null));
    }
}
