package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import java.util.List;
import java.util.Map;

/** Random entries of {@code configMapGenerator} and {@code secretGenerator}. */
final class RandomGenerators {

    private static final String BEHAVIOR = "behavior";
    private static final List<String> BEHAVIORS = List.of("create", "merge", "replace");
    private static final List<String> TEXTS = List.of(
            "plain",
            "first\nsecond\n",
            "",
            "\n",
            "a\tb",
            "tabs\t\nand trailing \n",
            "# no comment\n",
            "é\n",
            "\r\nwindows\r\n");
    private static final List<String> LITERALS =
            List.of("a=1", "b=two", "c=", "d='quoted'", "'e=\"double\"'", "\"f=line\\nbreak\"", "g=h=i", "k.txt=x");
    private static final List<String> LINES = List.of(
            "A=1",
            "B=two words",
            "# comment",
            "",
            "C=",
            " D=x",
            "E='q'",
            "F=a=b",
            "export G=1",
            "H=\"x\"",
            "I= padded ");

    private final Words words;
    private final Chance chance;

    RandomGenerators(Words words) {
        this.words = words;
        this.chance = words.chance();
    }

    /**
     * An entry.
     *
     * @param visible the objects that are there; what is made is added
     */
    Map<String, Object> entry(boolean secret, List<Known> visible, Draft draft) {
        String kind = secret ? "Secret" : "ConfigMap";
        List<Known> alike =
                visible.stream().filter(known -> known.kind().equals(kind)).toList();
        boolean merged = !alike.isEmpty() && chance.oneIn(2);
        var entry = merged ? merging(chance.of(alike)) : creating(alike);
        if (words.mishap(4)) {
            entry.put(BEHAVIOR, chance.of(BEHAVIORS));
        }
        if (secret && chance.oneIn(3)) {
            entry.put("type", chance.of("kubernetes.io/tls", "Opaque", "mine"));
        }
        if (!merged) {
            visible.add(new Known(map("apiVersion", "v1", "kind", kind, "metadata", entry, "data", map("a", "1"))));
        }
        if (!chance.oneIn(5)) {
            entry.put("literals", List.copyOf(chance.some(LITERALS, 3)));
        }
        if (chance.oneIn(3)) {
            String file = draft.named(chance.of("a", "b.txt", "settings.ini"), chance.of(TEXTS));
            entry.put("files", list(chance.oneIn(2) ? file : chance.of("key", "ini", "_x") + "=" + file));
        }
        if (chance.oneIn(4)) {
            String file = draft.file("env", String.join("\n", chance.some(LINES, 5)) + chance.of("", "\n"));
            if (chance.oneIn(3)) {
                entry.put("env", file);
            } else {
                entry.put("envs", list(file));
            }
        }
        if (chance.oneIn(4)) {
            entry.put("options", options());
        }
        return entry;
    }

    private Map<String, Object> merging(Known known) {
        Known.Name name = known.name(chance);
        return map("name", name.name(), "namespace", name.maybeNamespace(), BEHAVIOR, chance.of("merge", "replace"));
    }

    private Map<String, Object> creating(List<Known> alike) {
        String name = words.name();
        while (!words.mishap(3) && taken(name, alike)) {
            name += "2";
        }
        return map(
                "name",
                name,
                "namespace",
                chance.oneIn(4) ? words.namespace() : null,
                BEHAVIOR,
                chance.oneIn(6) ? "create" : null);
    }

    private static boolean taken(String name, List<Known> alike) {
        return alike.stream().anyMatch(known -> known.names().contains(name));
    }

    Map<String, Object> options() {
        return map(
                "labels",
                words.maybeTexts(),
                "annotations",
                words.maybeTexts(),
                "disableNameSuffixHash",
                chance.oneIn(2) ? chance.of("true", "false") : null,
                "immutable",
                chance.oneIn(4) ? chance.of("true", "false") : null);
    }
}
