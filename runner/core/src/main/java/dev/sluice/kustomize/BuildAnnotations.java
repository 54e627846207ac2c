package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The annotations in which kustomize keeps an object's history during a build. Who writes them into a file, for example
 * the output of a program, means the same by them; no build prints them. After {@code api/internal/utils/annotations.go}.
 */
final class BuildAnnotations {

    private static final String DOMAIN = "internal.config.kubernetes.io/";
    private static final Set<String> OF_FILES = Set.of(
            DOMAIN + "path",
            DOMAIN + "index",
            DOMAIN + "seqindent",
            DOMAIN + "annotations-migration-resource-id",
            "config.kubernetes.io/path",
            "config.kubernetes.io/index",
            "config.k8s.io/id",
            DOMAIN + "id",
            DOMAIN + "refBy");

    private final Map<String, String> annotations;

    private BuildAnnotations(Map<String, String> annotations) {
        this.annotations = annotations;
    }

    /** Moves an object's annotations of this kind from its content into its history. */
    static void take(Resource resource) {
        JsonNode node = resource.content().path("metadata").path("annotations");
        if (!(node instanceof ObjectNode mapping) || !mentionsConfig(mapping)) {
            return;
        }
        new BuildAnnotations(resource.annotations()).moveInto(resource);
    }

    /** Puts the history of an object into a copy of its content, as Kustomize has it there all the time. */
    static void put(Resource resource, ObjectNode content) {
        Map<String, String> notes = resource.notes();
        if (!notes.isEmpty()) {
            ObjectNode annotations = Nodes.mapping(Nodes.mapping(content, "metadata"), "annotations");
            notes.forEach((name, value) -> annotations.put(DOMAIN + name, value));
        }
    }

    /** Takes out of an object what was put into its content. */
    static void remove(Resource resource) {
        Map<String, String> annotations = resource.annotations();
        annotations.keySet().removeIf(name -> name.startsWith(DOMAIN));
        resource.setAnnotations(annotations);
    }

    private static boolean mentionsConfig(ObjectNode annotations) {
        for (var names = annotations.fieldNames(); names.hasNext(); ) {
            if (names.next().contains("config.k")) {
                return true;
            }
        }
        return false;
    }

    private void moveInto(Resource resource) {
        List<String> names = list("previousNames");
        List<String> namespaces = list("previousNamespaces");
        List<String> kinds = list("previousKinds");
        if (names.size() != namespaces.size() || names.size() != kinds.size()) {
            throw new BuildException(
                    "number of previous names, number of previous namespaces, number of previous kinds not equal");
        }
        for (int i = 0; i < names.size(); i++) {
            resource.rememberId(names.get(i), namespaces.get(i), kinds.get(i));
        }
        list("prefixes").forEach(resource::addPrefix);
        list("suffixes").forEach(resource::addSuffix);
        if (list("needsHashSuffix").contains("enabled")) {
            resource.needHash();
        }
        for (String behavior : list("generatorBehavior")) {
            resource.setBehavior(Behavior.of(behavior));
        }
        if (list("allowNameChange").contains("enabled")) {
            resource.allowNameChange();
        }
        if (list("allowKindChange").contains("enabled")) {
            resource.allowKindChange();
        }
        annotations.keySet().removeAll(OF_FILES);
        resource.setAnnotations(annotations);
    }

    private List<String> list(String name) {
        String value = annotations.remove(DOMAIN + name);
        return value == null ? List.of() : List.of(value.split(",", -1));
    }
}
