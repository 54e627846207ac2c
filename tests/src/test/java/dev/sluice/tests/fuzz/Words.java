package dev.sluice.tests.fuzz;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of one random build: few, so that names, namespaces, labels and images meet. */
final class Words {

    private static final List<String> NAMES = List.of("web", "api", "db", "web-config", "app", "default", "v1.data");
    private static final List<String> NAMESPACES = List.of("shop", "ops", "default", "web");
    private static final List<String> KEYS =
            List.of("app", "tier", "app.kubernetes.io/name", "example.com/a.b", "team", "env");
    private static final List<String> VALUES = List.of("web", "api", "front", "v1", "prod", "web-db");
    private static final List<String> IMAGES = List.of(
            "nginx",
            "nginx:1.7.9",
            "example.com/shop/web:v1",
            "example.com:5000/api",
            "web@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3",
            "nginx:v2@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3",
            "$(IMAGE)");
    private static final List<String> ODD = List.of(
            "1",
            "\"1\"",
            "1.0",
            "1.50",
            "-0",
            "0x10",
            "010",
            "0o17",
            "1e3",
            "1_000",
            "+1",
            ".5",
            "true",
            "True",
            "\"true\"",
            "yes",
            "no",
            "on",
            "off",
            "y",
            "n",
            "'yes'",
            "null",
            "~",
            "Null",
            "''",
            "\"\"",
            "2020-01-01",
            "2001-12-14t21:59:43.10-05:00",
            "12:30:45",
            "12345678901234567890",
            "9007199254740993",
            "0.1",
            "1.10",
            "100000000000000000000000",
            "1E+2",
            "'it''s'",
            "\"a\\tb\"",
            "\"line\\nbreak\"",
            "\"\\u00e9\"",
            "é",
            "\"#no comment\"",
            "a # comment",
            "'- a'",
            "'a: b'",
            "\"*star\"",
            "'!bang'",
            "\"%\"",
            "' padded '",
            "!!str 5",
            "!!int \"5\"",
            "a b  c",
            "=",
            "<<",
            "0b11",
            "685_230.15",
            "1.",
            "-",
            "--",
            "\"{a}\"",
            "'@at'",
            "\"\\\\\"",
            "'\"'",
            "a:b",
            "http://a/b?c=d&e=f",
            "line one\nline two\n",
            "line\n\n  indented\nlast",
            " leading\nsecond\n",
            "a\n\n",
            "0",
            "00",
            "0.0",
            "-1",
            "1e-7",
            "123456789.123456789",
            "1000000",
            "10000000000000000000000.0");

    private final Chance chance;
    private final List<String> names;
    private final List<String> namespaces;
    private final List<String> keys;
    private final int oddity;
    private final boolean careless;
    private int variables;

    Words(Chance chance) {
        this.chance = chance;
        names = chance.some(NAMES, 4);
        namespaces = chance.some(NAMESPACES, 2);
        keys = chance.some(KEYS, 3);
        oddity = chance.oneIn(4) ? chance.between(2, 12) : 0;
        careless = chance.oneIn(4);
    }

    Chance chance() {
        return chance;
    }

    /** Once in so many in a careless build, never in others: most builds should end well. */
    boolean mishap(int times) {
        return careless && chance.oneIn(times);
    }

    String name() {
        return chance.of(names);
    }

    String namespace() {
        return chance.of(namespaces);
    }

    @Nullable
    String maybeNamespace() {
        return chance.percent(45) ? namespace() : null;
    }

    /** A variable that is not there yet, as long as there are some. */
    String variable() {
        List<String> names = List.of("FOO", "BAR", "IMAGE", "URL");
        return names.get(mishap(3) ? 0 : variables++ % names.size());
    }

    String key() {
        return chance.of(keys);
    }

    String image() {
        return chance.of(IMAGES);
    }

    /** A text that no one takes for something else. */
    String value() {
        return oddly(chance.of(VALUES));
    }

    /** A number of things. */
    String number() {
        return oddly(String.valueOf(chance.between(0, 5)));
    }

    /** Now and then, in builds that have odd ones, an odd scalar in place of a usual one. */
    String oddly(String usual) {
        return chance.percent(oddity) ? odd() : usual;
    }

    String odd() {
        return chance.of(ODD);
    }

    Map<String, Object> labels() {
        var labels = Yaml.map();
        for (int i = chance.between(1, 3); i > 0; i--) {
            labels.put(key(), oddly(value()));
        }
        return labels;
    }

    /** Labels that are texts, as a kustomization wants them. */
    Map<String, Object> texts() {
        Map<String, Object> texts = labels();
        texts.replaceAll((key, value) -> mishap(10) || value.equals("web") ? value : Yaml.quoted(value.toString()));
        return texts;
    }

    @Nullable
    Map<String, Object> maybeTexts() {
        return chance.oneIn(3) ? texts() : null;
    }

    @Nullable
    Map<String, Object> maybeLabels() {
        return chance.oneIn(3) ? labels() : null;
    }
}
