package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.kustomize.FileTree;
import dev.sluice.kustomize.Kustomization;
import dev.sluice.kustomize.OverlayTree;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import dev.sluice.object.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The kustomization.yaml that Flux leaves in a Kustomization's directory before it builds it: generated where there is
 * none, else merged with what the Kustomization says (fluxcd/pkg/kustomize {@code kustomize_generator.go}).
 */
public final class KustomizationGenerator {

    /** What Kustomize takes for a repository ({@code IsLocalRelativePath}). */
    private static final List<String> REMOTE =
            List.of("git::", "gh:", "ssh://", "https://", "http://", "git@", "github.com:", "github.com/");

    /** The fields of the Kustomization that go into the file. */
    private static final List<String> MERGED = List.of(
            "targetNamespace",
            "namePrefix",
            "nameSuffix",
            "patches",
            "components",
            "patchesStrategicMerge",
            "patchesJson6902",
            "images",
            "buildMetadata");

    private static final String IGNORES_MISSING = "ignoreMissingComponents";

    private final FileTree tree;
    private final KustomizationSpec spec;
    private final String directory;
    private final List<Problem> problems = new ArrayList<>();

    private KustomizationGenerator(FileTree tree, KustomizationSpec spec) {
        this.tree = tree;
        this.spec = spec;
        this.directory = TreePath.normalized(spec.path());
    }

    /**
     * The tree with the kustomization.yaml of {@code spec.path} generated, or merged with what the Kustomization says.
     *
     * @throws InvalidInput if the directory holds what is no Kubernetes object, or its file is wrong
     */
    public static FileTree generate(FileTree tree, KustomizationSpec spec) {
        return new KustomizationGenerator(tree, spec).generate();
    }

    /** What of a Kustomization goes into the file, or decides on it. */
    static ObjectNode fields(KustomizationSpec spec) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        spec.spec().properties().stream()
                .filter(field ->
                        MERGED.contains(field.getKey()) || field.getKey().equals(IGNORES_MISSING))
                .forEach(field -> fields.set(field.getKey(), field.getValue()));
        return fields;
    }

    private FileTree generate() {
        if (!tree.isDirectory(directory)) {
            throw new InvalidInput(List.of(FieldProblem.of(
                    spec.manifest(),
                    "spec.path",
                    "spec.path: " + tree.display(directory) + " is not a directory",
                    null)));
        }
        Optional<String> existing = ManifestScan.fileOf(tree, directory);
        ObjectNode file = existing.isPresent() ? readFile(existing.get()) : generated();
        merge(file);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        String path = existing.orElse(TreePath.join(directory, ManifestScan.FILE_NAMES.get(0)));
        if (tree.isDirectory(path)) {
            throw new InvalidInput(tree.display(path), "is a directory, and ought to be a file");
        }
        return new OverlayTree(
                tree,
                Map.of(path, YamlWriter.write(file).getBytes(StandardCharsets.UTF_8)),
                spec.manifest().origin().toString());
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "kustomize.config.k8s.io/v1beta1")
                .put("kind", "Kustomization");
    }

    private ObjectNode generated() {
        ObjectNode file = empty();
        List<String> resources = ManifestScan.resources(tree, directory);
        if (resources.isEmpty()) {
            // Kustomize refuses an empty file; Flux's way around that is a namespace that nothing is put into.
            return file.put("namespace", "_placeholder");
        }
        ArrayNode list = file.putArray("resources");
        resources.forEach(list::add);
        return file;
    }

    /** The file as it passes through Kustomize's Go type: fields that Kustomize does not know are gone. */
    private ObjectNode readFile(String path) {
        String text = new String(tree.read(path).orElseThrow(), StandardCharsets.UTF_8);
        List<YamlDocument> documents =
                new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS).read(text, tree.display(path));
        ObjectNode file = empty();
        try {
            JsonNode content = documents.isEmpty() ? file : documents.get(0).content();
            JsonNode typed = new GoConversion(GoConversion.Reader.YAML)
                    .convert(content, GoTypes.table().named("kustomization"));
            // An empty text is said, and so takes away what stands for an absent field.
            content.properties().stream()
                    .filter(entry -> entry.getValue().isTextual()
                            && entry.getValue().asText().isEmpty())
                    .forEach(entry -> file.remove(List.of(entry.getKey())));
            file.setAll((ObjectNode) typed);
        } catch (GoConversion.MismatchException e) {
            // The conversion stops at the first; a reader of the file wants all, each with its line.
            List<Problem> all = Kustomization.mistyped(text, tree.display(path));
            throw new InvalidInput(
                    all.isEmpty() ? List.of(Problem.of(tree.display(path), String.valueOf(e.getMessage()))) : all, e);
        }
        if (!file.has("resources")) {
            // Not a choice of the user's: the original marks files that only generate or only take components in.
            file.putArray("buildMetadata").add("originAnnotations");
        }
        return file;
    }

    private void refuseNulls() {
        for (String field : MERGED) {
            JsonNode value = spec.spec().path(field);
            boolean holdsNull = StreamSupport.stream(value.spliterator(), false).anyMatch(JsonNode::isNull);
            if (value.isNull() || (value.isArray() && holdsNull)) {
                problems.add(FieldProblem.of(
                        spec.manifest(), "spec." + field, "spec." + field + ": must not be or hold null", null));
            }
        }
    }

    private void merge(ObjectNode file) {
        refuseNulls();
        override(file, "targetNamespace", "namespace");
        override(file, "namePrefix", "namePrefix");
        override(file, "nameSuffix", "nameSuffix");
        for (JsonNode patch : spec.spec().path("patches")) {
            append(file, "patches", patch(patch.path("patch").asText(""), patch.path("target")));
        }
        JsonNode components = spec.spec().path("components");
        for (int index = 0; index < components.size(); index++) {
            addComponent(file, components.get(index).asText(), "spec.components[" + index + "]");
        }
        for (JsonNode patch : spec.spec().path("patchesStrategicMerge")) {
            append(file, "patchesStrategicMerge", JsonNodeFactory.instance.textNode(GoJson.write(patch)));
        }
        for (JsonNode patch : spec.spec().path("patchesJson6902")) {
            append(file, "patchesJson6902", jsonPatch(patch));
        }
        spec.spec().path("images").forEach(image -> mergeImage(file, image));
        JsonNode metadata = spec.spec().path("buildMetadata");
        if (!metadata.isEmpty()) {
            file.set("buildMetadata", metadata.deepCopy());
        }
    }

    /** An empty text overrides, too: it takes away what the file says. */
    private void override(ObjectNode file, String field, String overridden) {
        JsonNode value = spec.spec().path(field);
        if (value.isTextual() && value.asText().isEmpty()) {
            file.remove(overridden);
        } else if (value.isTextual()) {
            file.set(overridden, value);
        }
    }

    private static void append(ObjectNode file, String list, JsonNode item) {
        file.withArray("/" + list).add(item);
    }

    private static ObjectNode patch(String patch, JsonNode target) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        if (!patch.isEmpty()) {
            result.put("patch", patch);
        }
        if (target.isObject()) {
            result.set("target", selector(target));
        }
        return result;
    }

    private static ObjectNode selector(JsonNode target) {
        ObjectNode selector = JsonNodeFactory.instance.objectNode();
        for (String field :
                List.of("group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector")) {
            if (isSet(target, field)) {
                selector.set(field, target.get(field));
            }
        }
        return selector;
    }

    private JsonNode jsonPatch(JsonNode patch) {
        try {
            JsonNode typed = new GoConversion(GoConversion.Reader.CONVERTER)
                    .convert(patch, GoTypes.table().named("kustomize.JSON6902Patch"));
            return patch(operations(typed.path("patch")), typed.path("target"));
        } catch (GoConversion.MismatchException e) {
            problems.add(FieldProblem.of(
                    spec.manifest(), "spec.patchesJson6902", "spec.patchesJson6902: " + e.getMessage(), null));
            return patch;
        }
    }

    /** The operations as JSON, their fields in the order of the Go type. */
    private static String operations(JsonNode operations) {
        var texts = new ArrayList<String>();
        for (JsonNode operation : operations) {
            texts.add(operation.properties().stream()
                    .map(entry -> "\"" + entry.getKey() + "\":" + GoJson.write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}")));
        }
        return "[" + String.join(",", texts) + "]";
    }

    private void addComponent(ObjectNode file, String component, String field) {
        if (!isLocal(component)) {
            problems.add(FieldProblem.of(
                    spec.manifest(),
                    field,
                    "component path '" + component + "' must be local and relative",
                    "name a directory of the source"));
            return;
        }
        String path = TreePath.normalized(TreePath.join(directory, component));
        boolean exists = tree.isDirectory(path) || tree.read(path).isPresent();
        if (exists || !spec.spec().path(IGNORES_MISSING).asBoolean()) {
            append(file, "components", JsonNodeFactory.instance.textNode(component));
        }
    }

    private static boolean isLocal(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean remote =
                REMOTE.stream().anyMatch(prefix -> lower.startsWith(prefix) && lower.length() > prefix.length());
        return !remote && !path.startsWith("/") && !lower.startsWith("file:///");
    }

    /** Fields are overridden one by one, but a tag and a digest are one: setting either clears the other. */
    private static void mergeImage(ObjectNode file, JsonNode image) {
        for (JsonNode existing : file.path("images")) {
            if (existing.path("name").asText().equals(image.path("name").asText())) {
                var merged = (ObjectNode) existing;
                copy(image, merged, "newName");
                if (isSet(image, "newTag") || isSet(image, "digest")) {
                    merged.remove(List.of("newTag", "digest"));
                    copy(image, merged, "newTag");
                    copy(image, merged, "digest");
                }
                return;
            }
        }
        ObjectNode added = JsonNodeFactory.instance.objectNode();
        List.of("name", "newName", "newTag", "digest").forEach(field -> copy(image, added, field));
        append(file, "images", added);
    }

    private static boolean isSet(JsonNode mapping, String field) {
        return mapping.path(field).isTextual() && !mapping.path(field).asText().isEmpty();
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        if (isSet(from, field)) {
            to.set(field, from.get(field));
        }
    }
}
