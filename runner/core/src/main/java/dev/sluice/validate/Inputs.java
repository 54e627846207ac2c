package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets, ConfigMaps and accounts that Flux objects read, and that no unit writes: they have to be in the cluster. Each
 * is told once, at the first place that names it.
 */
final class Inputs implements Check {

    private record Place(Manifest manifest, String path) {}

    /** What holds texts that are no references of Flux's. */
    private static final Set<String> FOREIGN = Set.of("values", "patches", "postRenderers", "substitute", "template");

    /** Groups of Kubernetes itself: their objects read Secrets, and write none. */
    private static final Set<String> READERS =
            Set.of("", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "rbac.authorization.k8s.io");

    @Override
    public void look(Scope scope, Findings findings) {
        var places = new LinkedHashMap<ObjectId, List<Place>>();
        for (Manifest manifest : scope.flux()) {
            if (scope.workspaceSource().filter(manifest.id()::equals).isEmpty()) {
                descend(manifest, manifest.content().path("spec"), "spec", places);
            }
        }
        places.forEach((id, readers) -> {
            if (!scope.isDefined(id) && !isMadeByAnOperator(scope, id)) {
                findings.note(problem(id, readers));
            }
        });
    }

    private static Problem problem(ObjectId id, List<Place> readers) {
        Place first = readers.get(0);
        String more = readers.size() > 1 ? " (and " + (readers.size() - 1) + " more)" : "";
        return Findings.of(
                Rule.INPUT_NOT_WRITTEN,
                first.manifest(),
                first.path(),
                "reads " + id + ", which no unit writes" + more,
                "it has to be in the cluster");
    }

    private static void descend(Manifest manifest, JsonNode value, String path, Map<ObjectId, List<Place>> places) {
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String key = entry.getKey();
            String below = path + "." + key;
            if (FOREIGN.contains(key) || key.contains(".")) {
                continue;
            }
            JsonNode child = entry.getValue();
            referenced(manifest, key, child)
                    .ifPresent(id -> add(places, id, new Place(manifest, below + nameOf(child))));
            descend(manifest, child, below, places);
        }
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            JsonNode item = value.get(index);
            String below = path + "[" + index + "]";
            boolean list = path.endsWith(".valuesFrom") || path.endsWith(".substituteFrom");
            if (list && !item.path("optional").asBoolean()) {
                id(manifest, item.path("kind").asText(), item.path("name").asText())
                        .ifPresent(id -> add(places, id, new Place(manifest, below + ".name")));
            }
            descend(manifest, item, below, places);
        }
    }

    private static void add(Map<ObjectId, List<Place>> places, ObjectId id, Place place) {
        places.computeIfAbsent(id, any -> new ArrayList<>()).add(place);
    }

    private static String nameOf(JsonNode reference) {
        return reference.isObject() ? ".name" : "";
    }

    private static Optional<ObjectId> referenced(Manifest manifest, String key, JsonNode value) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.endsWith("secretref")) {
            return id(manifest, "Secret", value.path("name").asText());
        }
        if (lower.endsWith("configmapref")) {
            return id(manifest, "ConfigMap", value.path("name").asText());
        }
        // Of kustomize-controller's own accounts the run itself stands for.
        boolean account = key.equals("serviceAccountName") && !value.asText().endsWith("-controller");
        return account && !value.asText().equals("default")
                ? id(manifest, "ServiceAccount", value.asText())
                : Optional.empty();
    }

    private static Optional<ObjectId> id(Manifest manifest, String kind, String name) {
        boolean known = Set.of("Secret", "ConfigMap", "ServiceAccount").contains(kind);
        String namespace = manifest.id().namespace();
        return known && !name.isEmpty() && !(namespace + name).contains("${")
                ? Optional.of(new ObjectId("", kind, namespace, name))
                : Optional.empty();
    }

    /**
     * Whether an object of a kind that somebody else carries out (an ExternalSecret, a SealedSecret, a Certificate…) names
     * it: then it may well come from there.
     */
    private static boolean isMadeByAnOperator(Scope scope, ObjectId id) {
        return scope.applied().stream()
                .filter(manifest -> !READERS.contains(manifest.id().group()))
                .filter(manifest -> manifest.id().namespace().isEmpty()
                        || manifest.id().namespace().equals(id.namespace()))
                .anyMatch(manifest -> manifest.id().name().equals(id.name()) || holds(manifest.content(), id.name()));
    }

    private static boolean holds(JsonNode value, String text) {
        if (value.isTextual()) {
            return value.asText().equals(text);
        }
        for (JsonNode child : value) {
            if (holds(child, text)) {
                return true;
            }
        }
        return false;
    }
}
