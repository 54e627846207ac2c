package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import java.util.List;
import java.util.Map;

/** Random entries of {@code configMapGenerator} and {@code secretGenerator}. */
final class RandomGenerators {

    private static final List<String> BEHAVIORS = List.of("create", "merge", "replace");
    private static final List<String> TEXTS = List.of(
            "plain", "first\nsecond\n", "", "\n", "a\tb", "tabs\t\nand trailing \n", "# no comment\n", "é\n", "\r\nwindows\r\n");
    private static final List<String> LITERALS = List.of(
            "a=1", "b=two", "c=", "d='quoted'", "'e=\"double\"'", "\"f=line\\nbreak\"", "g=h=i", "a=again", "k.txt=x");
    private static final List<String> LINES = List.of(
            "A=1", "B=two words", "# comment", "", "C=", " D=x", "E='q'", "F=a=b", "export G=1", "H=\"x\"", "I= padded ");

    private final Words words;
    private final Chance chance;

    RandomGenerators(Words words) {
        this.words = words;
        this.chance = words.chance();
    }

    /**
     * An entry.
     *
     * @param present whether an object of that name may be there already, so that it can be merged
     */
    Map<String, Object> entry(boolean secret, boolean present, Draft draft) {
        var entry = map(
                "name",
                words.name(),
                "namespace",
                chance.oneIn(4) ? words.namespace() : null,
                "behavior",
                present && chance.oneIn(2) || chance.oneIn(15) ? chance.of(BEHAVIORS) : null,
                "type",
                secret && chance.oneIn(3) ? chance.of("kubernetes.io/tls", "Opaque", "mine") : null);
        if (!chance.oneIn(5)) {
            entry.put("literals", List.copyOf(chance.some(LITERALS, 3)));
        }
        if (chance.oneIn(3)) {
            String file = draft.named(chance.of("a", "b.txt", "settings.ini"), chance.of(TEXTS));
            entry.put("files", list(chance.oneIn(2) ? file : chance.of("key", "b.txt", "_x") + "=" + file));
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

    Map<String, Object> options() {
        return map(
                "labels",
                words.maybeLabels(),
                "annotations",
                words.maybeLabels(),
                "disableNameSuffixHash",
                chance.oneIn(2) ? chance.of("true", "false") : null,
                "immutable",
                chance.oneIn(4) ? chance.of("true", "false") : null);
    }
}
