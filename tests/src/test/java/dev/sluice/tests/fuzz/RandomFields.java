package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Random fields of a kustomization beside its resources, a few at a time. */
final class RandomFields {

    /** Draws the value of a field. */
    private interface Field {
        Object draw(List<Known> visible, Draft draft);
    }

    private final Words words;
    private final Chance chance;
    private final RandomPatches patches;
    private final RandomGenerators generators;
    private final RandomReplacements replacements;
    private final RandomConfigurations configurations;
    private final RandomPlugins plugins;
    private final List<Map.Entry<String, Field>> fields;

    RandomFields(Words words) {
        this.words = words;
        this.chance = words.chance();
        patches = new RandomPatches(words);
        generators = new RandomGenerators(words);
        replacements = new RandomReplacements(words);
        configurations = new RandomConfigurations(words);
        plugins = new RandomPlugins(words, patches, generators, replacements, configurations);
        fields = List.of(
                Map.entry("namespace", (visible, draft) -> words.namespace()),
                Map.entry("namespace", (visible, draft) -> words.namespace()),
                Map.entry("namePrefix", (visible, draft) -> chance.of("p-", "dev-", "web-")),
                Map.entry("namePrefix", (visible, draft) -> chance.of("p-", "dev-", "web-")),
                Map.entry("nameSuffix", (visible, draft) -> chance.of("-s", "-v2", "-config")),
                Map.entry("labels", (visible, draft) -> several(this::labels)),
                Map.entry("commonLabels", (visible, draft) -> words.texts()),
                Map.entry("commonAnnotations", (visible, draft) -> words.texts()),
                Map.entry("images", (visible, draft) -> several(plugins::image)),
                Map.entry("imageTags", (visible, draft) -> several(plugins::image)),
                Map.entry("replicas", (visible, draft) -> several(() -> replicas(visible))),
                Map.entry("patches", (visible, draft) -> several(() -> patches.entry(chance.of(visible), draft))),
                Map.entry("patches", (visible, draft) -> several(() -> patches.entry(chance.of(visible), draft))),
                Map.entry("patches", (visible, draft) -> several(() -> patches.entry(chance.of(visible), draft))),
                Map.entry("patchesStrategicMerge", (visible, draft) -> several(() -> legacyMerge(visible, draft))),
                Map.entry("patchesJson6902", (visible, draft) -> several(() -> legacyJson(chance.of(visible), draft))),
                Map.entry(
                        "configMapGenerator",
                        (visible, draft) -> several(() -> generators.entry(false, visible, draft))),
                Map.entry(
                        "configMapGenerator",
                        (visible, draft) -> several(() -> generators.entry(false, visible, draft))),
                Map.entry("secretGenerator", (visible, draft) -> several(() -> generators.entry(true, visible, draft))),
                Map.entry("generatorOptions", (visible, draft) -> generators.options()),
                Map.entry("replacements", (visible, draft) -> several(() -> replacement(visible, draft))),
                Map.entry("replacements", (visible, draft) -> several(() -> replacement(visible, draft))),
                Map.entry("vars", (visible, draft) -> several(() -> replacements.variable(visible))),
                Map.entry(
                        "configurations",
                        (visible, draft) -> several(() -> draft.file("configuration", configurations.configuration()))),
                Map.entry("crds", (visible, draft) -> list(draft.file("crd", configurations.crds()))),
                Map.entry(
                        "openapi",
                        (visible, draft) -> map("path", draft.named("schema.json", configurations.schema()))),
                Map.entry(
                        "transformers",
                        (visible, draft) -> several(() -> plugin(plugins.transformer(visible, draft), draft))),
                Map.entry(
                        "transformers",
                        (visible, draft) -> several(() -> plugin(plugins.transformer(visible, draft), draft))),
                Map.entry(
                        "generators",
                        (visible, draft) -> several(() -> plugin(plugins.generator(visible, draft), draft))),
                Map.entry("validators", (visible, draft) -> list(plugin(plugins.validator(), draft))),
                Map.entry("buildMetadata", (visible, draft) -> chance.some(metadata(), 3)),
                Map.entry("sortOptions", (visible, draft) -> sort()));
    }

    void add(Map<String, Object> kustomization, List<Known> visible, Draft draft) {
        for (Map.Entry<String, Field> field : chance.some(fields, 3)) {
            // Nothing can be drawn about no object.
            if (!visible.isEmpty() && !rare(field.getKey(), visible)) {
                kustomization.put(field.getKey(), field.getValue().draw(visible, draft));
            }
        }
    }

    private boolean rare(String field, List<Known> visible) {
        if (field.equals("replicas")) {
            return visible.stream().noneMatch(known -> known.kind().equals("Deployment")) && !words.mishap(5);
        }
        return (field.equals("openapi") || field.equals("validators") || field.equals("imageTags")) && !chance.oneIn(4);
    }

    private static List<String> metadata() {
        return List.of("originAnnotations", "transformerAnnotations", "managedByLabel");
    }

    private List<Object> several(Supplier<Object> drawn) {
        var several = new ArrayList<Object>();
        for (int i = chance.oneIn(3) ? 2 : 1; i > 0; i--) {
            several.add(drawn.get());
        }
        return several;
    }

    private Object labels() {
        return map(
                "pairs",
                words.texts(),
                "includeSelectors",
                chance.oneIn(3) ? chance.of("true", "false") : null,
                "includeTemplates",
                chance.oneIn(3) ? chance.of("true", "false") : null,
                "fields",
                chance.oneIn(4) ? list(configurations.field()) : null);
    }

    private Object replicas(List<Known> visible) {
        List<Known> scaled = visible.stream()
                .filter(known -> known.kind().matches("Deployment|StatefulSet|ReplicaSet"))
                .toList();
        String name = scaled.isEmpty() || words.mishap(5)
                ? words.name()
                : chance.of(chance.of(scaled).names());
        return map("name", name, "count", chance.of("0", "3", "5"));
    }

    private Object legacyMerge(List<Known> visible, Draft draft) {
        return patches.inlineOrFile(Yaml.text(patches.merge(chance.of(visible))), draft);
    }

    private Object legacyJson(Known known, Draft draft) {
        String text = Yaml.text(patches.operations(known));
        Known.Name name = known.name(chance);
        var target = map(
                "group",
                known.group().isEmpty() ? null : known.group(),
                "version",
                known.version(),
                "kind",
                known.kind(),
                "name",
                name.name(),
                "namespace",
                name.maybeNamespace());
        return chance.oneIn(2)
                ? map("target", target, "patch", text)
                : map("target", target, "path", draft.file("json", text));
    }

    private Object replacement(List<Known> visible, Draft draft) {
        Map<String, Object> replacement = replacements.replacement(visible);
        if (!chance.oneIn(5)) {
            return replacement;
        }
        return map("path", draft.file("replacement", Yaml.text(chance.oneIn(2) ? replacement : list(replacement))));
    }

    private Object plugin(Map<String, Object> plugin, Draft draft) {
        String text = Yaml.text(plugin);
        if (!chance.oneIn(6)) {
            return chance.oneIn(2) ? text : draft.file("plugin", text);
        }
        Draft directory = draft.beside("-plugins");
        directory.named("plugin.yaml", text);
        var kustomization = map("resources", list("plugin.yaml"));
        if (chance.oneIn(3)) {
            kustomization.put("namePrefix", "x-");
        }
        directory.named("kustomization.yaml", Yaml.text(kustomization));
        return draft.pathBeside("-plugins");
    }

    private Object sort() {
        return chance.of(
                map("order", "legacy"),
                map("order", "fifo"),
                map(
                        "order",
                        "legacy",
                        "legacySortOptions",
                        map("orderFirst", list("Service", "ConfigMap"), "orderLast", list("Deployment", "Secret"))));
    }
}
