package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import dev.sluice.tests.kustomize.TextArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A random build: bases, overlays and components below one directory, and flags. */
final class RandomTree {

    private static final int MOST_LAYERS = 6;

    /** What a layer hands on: where it is and what is in it. */
    private record Layer(String directory, List<Known> objects) {}

    private final Words words;
    private final Chance chance;
    private final RandomObjects objects;
    private final RandomFields fields;
    private final Map<String, String> files = new TreeMap<>();
    private final List<Layer> layers = new ArrayList<>();
    private int components;

    private RandomTree(long seed) {
        chance = new Chance(seed);
        words = new Words(chance);
        objects = new RandomObjects(words);
        fields = new RandomFields(words);
    }

    /** The build that a seed draws. */
    static TextArchive of(long seed) {
        return new RandomTree(seed).draw();
    }

    private TextArchive draw() {
        Layer top = layer(Math.min(chance.between(0, 4), chance.between(0, 4)));
        return new TextArchive("Random.\n" + args() + "run: " + top.directory() + "\n", files);
    }

    private String args() {
        var args = new ArrayList<String>();
        if (chance.oneIn(6)) {
            args.add("--reorder " + chance.of("none", "legacy"));
        }
        if (chance.oneIn(10)) {
            args.add("--load-restrictor " + chance.of("LoadRestrictionsNone", "LoadRestrictionsRootOnly"));
        }
        if (chance.oneIn(20)) {
            args.add("--enable-managedby-label");
        }
        return args.isEmpty() ? "" : "args: " + String.join(" ", args) + "\n";
    }

    private Layer layer(int depth) {
        var visible = new ArrayList<Known>();
        var resources = new ArrayList<Object>();
        if (depth > 0) {
            for (int i = chance.oneIn(4) ? 2 : 1; i > 0; i--) {
                Layer base = layers.isEmpty() || (layers.size() < MOST_LAYERS && !chance.oneIn(5))
                        ? layer(depth - 1)
                        : chance.of(layers);
                resources.add(chance.of("../", "../", "./../") + base.directory() + (chance.oneIn(6) ? "/" : ""));
                visible.addAll(base.objects());
            }
        }
        String directory = (depth == 0 ? "base" : "overlay") + (layers.size() + 1);
        var draft = new Draft(files, directory);
        if (depth == 0 || chance.oneIn(3)) {
            resources.addAll(resourceFiles(draft, visible, depth == 0 ? 4 : 2));
        }
        var kustomization = map();
        if (chance.oneIn(2)) {
            kustomization.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
            kustomization.put("kind", "Kustomization");
        }
        kustomization.put(chance.oneIn(30) && depth > 0 && draft.isEmpty() ? "bases" : "resources", resources);
        if (chance.oneIn(7)) {
            kustomization.put("components", list("../" + component(visible)));
        }
        fields.add(kustomization, visible, draft);
        draft.named(
                chance.oneIn(12) ? chance.of("kustomization.yml", "Kustomization") : "kustomization.yaml",
                Yaml.text(kustomization));
        var layer = new Layer(directory, renamed(visible, kustomization));
        layers.add(layer);
        return layer;
    }

    private List<String> resourceFiles(Draft draft, List<Known> visible, int most) {
        var names = new ArrayList<String>();
        for (int i = chance.between(1, most); i > 0; i--) {
            var documents = new ArrayList<Object>();
            for (int j = chance.between(1, 4); j > 0; j--) {
                Map<String, Object> object = objects.next();
                var known = new Known(object);
                if (words.mishap(60) || visible.stream().noneMatch(known::isLike)) {
                    documents.add(object);
                    visible.add(known);
                }
            }
            names.add((chance.oneIn(8) ? "./" : "") + draft.file("resource", text(documents)));
        }
        return names;
    }

    /** Objects in one of the ways in which people write them. */
    private String text(List<Object> documents) {
        String text = Yaml.documents(documents);
        return switch (chance.between(0, 12)) {
            case 0 ->
                documents.stream().map(Yaml::flow).collect(Collectors.joining("\n---\n", "", chance.of("\n", "")));
            case 1 -> "---\n# first\n" + text + chance.of("---\n", "...\n", "# last\n");
            case 2 -> text.replace("\nmetadata:\n", "\n# about it\nmetadata: # here\n");
            case 3 -> text.replace("\n---\n", "\n--- # next\n\n");
            case 4 -> text.replace("\n", "\r\n");
            default -> text;
        };
    }

    private String component(List<Known> visible) {
        String directory = "component" + ++components;
        var draft = new Draft(files, directory);
        var component = map("apiVersion", "kustomize.config.k8s.io/v1alpha1", "kind", "Component");
        if (chance.oneIn(3)) {
            component.put("resources", resourceFiles(draft, visible, 2));
        }
        fields.add(component, visible, draft);
        draft.named("kustomization.yaml", Yaml.text(component));
        List<Known> renamed = renamed(visible, component);
        visible.clear();
        visible.addAll(renamed);
        return directory;
    }

    private static List<Known> renamed(List<Known> visible, Map<String, Object> kustomization) {
        String prefix = String.valueOf(kustomization.getOrDefault("namePrefix", ""));
        String suffix = String.valueOf(kustomization.getOrDefault("nameSuffix", ""));
        String namespace = String.valueOf(kustomization.getOrDefault("namespace", ""));
        return visible.stream()
                .map(known -> known.renamed(prefix, suffix, namespace))
                .toList();
    }
}
