package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A random tree of a source with a random Flux Kustomization that builds a directory of it. */
final class RandomSource {

    private static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final List<String> DIRECTORIES =
            List.of("", "apps", "apps/web", "apps/a b", "base", "base/deep", "z");

    private final Chance chance;
    private final Words words;
    private final RandomDocuments documents;
    private final RandomFields fields;
    private final RandomExpressions expressions;
    private final ObjectNode question;
    private final Map<String, String> texts = new TreeMap<>();
    private final boolean tidy;
    private final boolean substitutes;

    RandomSource(Chance chance, ObjectNode question) {
        this.chance = chance;
        this.question = question;
        words = new Words(chance);
        documents = new RandomDocuments(words);
        fields = new RandomFields(words);
        expressions = new RandomExpressions(chance);
        tidy = chance.percent(70);
        substitutes = chance.oneIn(2);
    }

    void draw() {
        ObjectNode files = question.putObject("files");
        if (chance.oneIn(4)) {
            // A tree as people build it with Kustomize alone, with Flux's Kustomization on top.
            var tree = FuzzCase.of(RandomTree.of(chance.between(0, 1_000_000)));
            texts.putAll(tree.files());
            write(files);
            kustomization(tree.directory());
            return;
        }
        List<String> directories = chance.some(DIRECTORIES, 4);
        directories.forEach(this::fill);
        write(files);
        if (!tidy) {
            oddities(files, directories);
        }
        kustomization(chance.of(directories));
    }

    private void write(ObjectNode files) {
        texts.forEach(
                (path, text) -> files.putObject(path).put("text", substitutes ? withExpressions(text, path) : text));
    }

    private void fill(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        var names = new ArrayList<String>();
        for (int count = chance.between(0, 4); count > 0; count--) {
            String name = chance.of("a.yaml", "b.yml", "c.yaml", "d e.yaml", ".hidden.yaml", "sub/x.yaml", "Z.yaml");
            texts.put(prefix + name, tidy || !chance.oneIn(8) ? documents.objects(2) : documents.stream());
            names.add(name);
        }
        if (chance.oneIn(5)) {
            texts.put(
                    prefix + chance.of("README.md", "c.json", "e.YAML", "values.txt", "x.yaml.tmpl"),
                    documents.stray());
        }
        if (!tidy && chance.oneIn(3)) {
            texts.put(prefix + chance.of("values.yaml", "stray.yml"), documents.stray());
        }
        if (chance.oneIn(2)) {
            texts.put(prefix + (tidy ? FILE_NAMES.get(0) : chance.of(FILE_NAMES)), file(directory, names));
        }
    }

    private String file(String directory, List<String> names) {
        if (!tidy && chance.oneIn(8)) {
            return chance.of(
                    "",
                    "# nothing\n",
                    "{}\n",
                    "null\n",
                    "- a\n",
                    "text\n",
                    "resources: x\n",
                    "unknown: 1\n",
                    "resources: []\n");
        }
        var file = map();
        if (chance.oneIn(2)) {
            file.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
            file.put("kind", "Kustomization");
        }
        var visible = new ArrayList<Known>();
        if (!names.isEmpty() && !chance.oneIn(6)) {
            var resources = new ArrayList<Object>(names.stream().distinct().toList());
            if (!tidy && chance.oneIn(6)) {
                resources.add(chance.of("../base", "missing.yaml", "../../z", "https://example.com/x", "/etc", "."));
            }
            file.put("resources", resources);
        }
        if (chance.oneIn(3)) {
            visible.add(new Known(map("apiVersion", "v1", "kind", "ConfigMap", "metadata", map("name", "web"))));
            fields.add(file, visible, new Draft(texts, directory));
        }
        if (chance.oneIn(6)) {
            file.put(
                    "configMapGenerator",
                    list(map(
                            "name",
                            "settings",
                            "literals",
                            list("a=b", "c=d"),
                            "options",
                            map("disableNameSuffixHash", "true"))));
        }
        if (chance.oneIn(8)) {
            file.put("images", list(map("name", "nginx", "newTag", chance.of("v1", "\"1.0\"", "v2"))));
        }
        if (chance.oneIn(10)) {
            file.put("components", list(chance.of("../component", "./component")));
            texts.put(
                    (directory.isEmpty() ? "" : directory + "/") + "component/kustomization.yaml",
                    "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: c-\n");
        }
        return Yaml.text(file);
    }

    /** What is not a file with a text, or is where it ought not to be. */
    private void oddities(ObjectNode files, List<String> directories) {
        String directory = chance.of(directories);
        String prefix = directory.isEmpty() ? "" : directory + "/";
        if (chance.oneIn(3)) {
            String link = prefix + chance.of("link.yaml", "link", "kustomization.yaml", "linked/dir", "b.yml");
            if (!files.has(link)) {
                files.putObject(link)
                        .put(
                                "link",
                                chance.of(
                                        "a.yaml",
                                        "../a.yaml",
                                        "missing",
                                        ".",
                                        "..",
                                        "../../outside",
                                        "base",
                                        "/etc/hosts",
                                        "sub"));
            }
        }
        if (chance.oneIn(5)) {
            String empty = prefix + chance.of("empty", "kustomization.yaml", "Kustomization", "dir.yaml", "sub");
            if (files.properties().stream().noneMatch(entry -> (entry.getKey() + "/").startsWith(empty + "/"))) {
                files.putObject(empty).put("directory", true);
            }
        }
    }

    /** Values of some lines become expressions. */
    private String withExpressions(String text, String path) {
        String indentation = path.contains("ustomization") ? " +" : " *";
        var result = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            boolean scalar = line.matches("(?s)" + indentation + "[A-Za-z]+: [^|&*{\\[].*\n");
            if (scalar && chance.oneIn(12)) {
                String expression = tidy || !chance.oneIn(4) ? expressions.usual() : expressions.expression(1);
                String value = chance.of("%s", "\"%s\"", "'%s'", "a%s", "%s-b", "${quote}%s${quote}")
                        .replace("%s", expression);
                result.append(line, 0, line.indexOf(": ") + 2).append(value).append('\n');
            } else {
                result.append(line);
            }
        }
        return result.toString();
    }

    private void kustomization(String directory) {
        question.put("strict", chance.oneIn(2));
        ObjectNode spec = new RandomKustomization(words, expressions).draw(question, substitutes);
        spec.put(
                "path",
                chance.oneIn(6)
                        ? chance.of(
                                "",
                                "/",
                                "./",
                                "../" + directory,
                                directory + "/..",
                                "missing",
                                "a.yaml",
                                "./" + directory + "/./")
                        : chance.of(directory, "./" + directory, "/" + directory, directory + "/"));
    }
}
