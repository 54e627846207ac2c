package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What kubectl and Flux v1 left in an object's metadata, which a run removes as Flux v2 does. */
record Leftovers(String field, String key) {

    private static final List<Leftovers> KNOWN = List.of(
            new Leftovers("annotations", "kubectl.kubernetes.io/last-applied-configuration"),
            new Leftovers("annotations", "kustomize.toolkit.fluxcd.io/checksum"),
            new Leftovers("annotations", "fluxcd.io/sync-checksum"),
            new Leftovers("labels", "fluxcd.io/sync-gc-mark"));

    /** The JSON pointers of those that are there. */
    static List<String> in(JsonNode object) {
        return KNOWN.stream()
                .filter(leftover -> object.path("metadata").path(leftover.field).has(leftover.key))
                .map(Leftovers::pointer)
                .toList();
    }

    static void removeFrom(JsonNode object) {
        for (Leftovers leftover : KNOWN) {
            if (object.path("metadata").path(leftover.field) instanceof ObjectNode fields) {
                fields.remove(leftover.key);
            }
        }
    }

    private String pointer() {
        return "/metadata/" + field + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
