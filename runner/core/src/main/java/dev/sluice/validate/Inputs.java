package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Secrets, ConfigMaps and accounts that Flux objects read, and that no unit writes: they have to be in the cluster. Each
 * is told once, at the first place that names it.
 */
final class Inputs implements Check {

    private record Place(Manifest manifest, String path) {}

    /** What holds texts that are no references of Flux's. */
    private static final Set<String> FOREIGN = Set.of("values", "patches", "postRenderers", "substitute", "template");

    private static final Set<String> KINDS = Set.of("Secret", "ConfigMap", "ServiceAccount");

    /** Groups of Kubernetes itself: their objects read Secrets, and write none. */
    private static final Set<String> READERS =
            Set.of("", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "rbac.authorization.k8s.io");

    @Override
    public void look(Scope scope, Findings findings) {
        var places = new LinkedHashMap<ObjectId, List<Place>>();
        Optional<ObjectId> workspace = scope.workspaceSource();
        for (Manifest manifest : scope.flux()) {
            if (workspace.filter(manifest.id()::equals).isEmpty()) {
                descend(manifest, manifest.content().path("spec"), "spec", places);
            }
        }
        places.keySet().removeIf(scope::isDefined);
        if (places.isEmpty()) {
            return;
        }
        Map<String, Set<String>> operators = textsOfOperators(scope);
        places.forEach((id, readers) -> {
            boolean made = Stream.of("", id.namespace())
                    .anyMatch(namespace ->
                            operators.getOrDefault(namespace, Set.of()).contains(id.name()));
            if (!made) {
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
        boolean known = KINDS.contains(kind);
        String namespace = manifest.id().namespace();
        return known && !name.isEmpty() && !(namespace + name).contains("${")
                ? Optional.of(new ObjectId("", kind, namespace, name))
                : Optional.empty();
    }

    /**
     * All texts in objects of kinds that somebody else carries out (an ExternalSecret, a SealedSecret, a Certificate…), by
     * their namespaces: what one of them names may well come from there.
     */
    private static Map<String, Set<String>> textsOfOperators(Scope scope) {
        var texts = new HashMap<String, Set<String>>();
        scope.applied().stream()
                .filter(manifest -> !READERS.contains(manifest.id().group()))
                .forEach(manifest -> collect(
                        manifest.content(), texts.computeIfAbsent(manifest.id().namespace(), any -> new HashSet<>())));
        return texts;
    }

    private static void collect(JsonNode value, Set<String> texts) {
        if (value.isTextual()) {
            texts.add(value.asText());
        }
        value.forEach(child -> collect(child, texts));
    }
}
