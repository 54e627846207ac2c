package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Random configurations of built-in generators and transformers. */
final class RandomPlugins {

    private final Words words;
    private final Chance chance;
    private final RandomPatches patches;
    private final RandomGenerators generators;
    private final RandomReplacements replacements;
    private final RandomConfigurations configurations;

    RandomPlugins(
            Words words,
            RandomPatches patches,
            RandomGenerators generators,
            RandomReplacements replacements,
            RandomConfigurations configurations) {
        this.words = words;
        this.chance = words.chance();
        this.patches = patches;
        this.generators = generators;
        this.replacements = replacements;
        this.configurations = configurations;
    }

    Map<String, Object> generator(List<Known> visible, Draft draft) {
        if (chance.oneIn(8)) {
            return with(
                    "IAMPolicyGenerator",
                    "cloud",
                    chance.oneIn(10) ? "aws" : "gke",
                    "kubernetesService",
                    map("name", words.name(), "namespace", words.maybeNamespace()),
                    "serviceAccount",
                    map("name", words.name(), "projectId", "project"));
        }
        boolean secret = chance.oneIn(2);
        Map<String, Object> entry = generators.entry(secret, visible, draft);
        return joined(secret ? "SecretGenerator" : "ConfigMapGenerator", entry);
    }

    /** One that mostly changes nothing. */
    Map<String, Object> validator() {
        Object fields = list(map("path", chance.of("spec/none", "spec/none", "metadata/labels")));
        return with("LabelTransformer", "labels", words.texts(), "fieldSpecs", fields);
    }

    Map<String, Object> transformer(List<Known> visible, Draft draft) {
        Known known = chance.of(visible);
        return switch (chance.between(0, 15)) {
            case 0 ->
                with(
                        "AnnotationsTransformer",
                        "annotations",
                        words.texts(),
                        "fieldSpecs",
                        fields("metadata/annotations"));
            case 1 -> with("LabelTransformer", "labels", words.texts(), "fieldSpecs", fields("metadata/labels"));
            case 2 -> with("PrefixTransformer", "prefix", "p-", "fieldSpecs", fields("metadata/name"));
            case 3 -> with("SuffixTransformer", "suffix", "-s", "fieldSpecs", fields("metadata/name"));
            case 4 -> namespace();
            case 5 -> with("ImageTagTransformer", "imageTag", image(), "fieldSpecs", fields("spec/image"));
            case 6 ->
                with(
                        "ReplicaCountTransformer",
                        "replica",
                        map("name", words.name(), "count", "7"),
                        "fieldSpecs",
                        fields("spec/replicas"));
            case 7, 8 -> joined("PatchTransformer", patches.entry(known, draft));
            case 9 ->
                with(
                        "PatchJson6902Transformer",
                        "target",
                        patches.target(known),
                        "jsonOp",
                        Yaml.text(patches.operations(known)));
            case 10 -> with("PatchStrategicMergeTransformer", "patches", Yaml.text(patches.merge(known)));
            case 12 -> with("HashTransformer");
            case 13 ->
                with("PrefixSuffixTransformer", "prefix", "b-", "suffix", "-e", "fieldSpecs", fields("metadata/name"));
            case 11 -> with("ReplacementTransformer", "replacements", list(replacements.replacement(visible)));
            default ->
                with(
                        "ValueAddTransformer",
                        "value",
                        words.value(),
                        "targets",
                        list(map(
                                "selector",
                                patches.target(known),
                                "fieldPath",
                                FieldRoute.into(known.content(), chance)
                                        .path(chance)
                                        .replace('.', '/'))));
        };
    }

    Map<String, Object> image() {
        return map(
                "name",
                chance.of("nginx", "example.com/shop/web", "example.com:5000/api", "web", "none"),
                "newName",
                chance.oneIn(2) ? chance.of("other", "mirror.example.com/nginx") : null,
                "newTag",
                chance.oneIn(2) ? chance.of("v9", "\"1.10\"", "\"5\"") : null,
                "tagSuffix",
                chance.oneIn(8) ? "-alpine" : null,
                "digest",
                chance.oneIn(5) ? "sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3" : null);
    }

    private Map<String, Object> namespace() {
        return with(
                "NamespaceTransformer",
                "metadata",
                map("name", "n", "namespace", words.namespace()),
                "unsetOnly",
                chance.oneIn(2) ? chance.of("true", "false") : null,
                "setRoleBindingSubjects",
                chance.oneIn(2) ? chance.of("defaultOnly", "allServiceAccounts", "none") : null,
                "fieldSpecs",
                chance.oneIn(3) ? null : fields("metadata/namespace"));
    }

    private List<Object> fields(String usual) {
        var fields = list(map("path", usual, "create", chance.oneIn(2) ? "true" : null));
        if (chance.oneIn(3)) {
            fields.add(configurations.field());
        }
        return fields;
    }

    private Map<String, Object> with(String kind, @Nullable Object... fields) {
        return joined(kind, map(fields));
    }

    private Map<String, Object> joined(String kind, Map<String, Object> fields) {
        var plugin = plugin(kind);
        plugin.putAll(fields);
        return plugin;
    }

    private Map<String, Object> plugin(String kind) {
        return map(
                "apiVersion", "builtin", "kind", kind, "metadata", map("name", chance.of("one", "two", words.name())));
    }
}
