package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Random {@code replacements} and {@code vars}. */
final class RandomReplacements {

    private final Words words;
    private final Chance chance;

    RandomReplacements(Words words) {
        this.words = words;
        this.chance = words.chance();
    }

    Map<String, Object> replacement(List<Known> visible) {
        var targets = new ArrayList<Object>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            targets.add(target(chance.of(visible)));
        }
        if (chance.oneIn(8)) {
            return map("sourceValue", words.oddly(words.value()), "targets", targets);
        }
        Known from = chance.of(visible);
        FieldRoute route = FieldRoute.into(from.content(), chance);
        var source = select(from);
        if (!chance.oneIn(5)) {
            source.put("fieldPath", Yaml.quoted(route.path(chance).replaceAll("(^|\\.)\\*", "$10")));
        }
        if (chance.oneIn(5) && (route.value() instanceof String || words.mishap(4))) {
            source.put("options", options());
        }
        return map("source", source, "targets", targets);
    }

    private Map<String, Object> select(Known known) {
        Known.Name name = known.name(chance);
        return map(
                "group",
                chance.oneIn(6) && !known.group().isEmpty() ? known.group() : null,
                "version",
                chance.oneIn(6) ? known.version() : null,
                "kind",
                words.mishap(5) ? null : known.kind(),
                "name",
                words.mishap(5) ? null : name.name(),
                "namespace",
                chance.oneIn(2) ? name.maybeNamespace() : null);
    }

    private Map<String, Object> target(Known known) {
        var paths = new ArrayList<Object>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            String path = FieldRoute.into(known.content(), chance).path(chance);
            paths.add(Yaml.quoted(
                    chance.oneIn(words.mishap(2) ? 2 : 20)
                            ? path + "." + chance.of("new", "a.b", "[name=new].x", "0")
                            : path));
        }
        var select = select(known);
        if (words.mishap(4)) {
            select.remove("name");
        }
        if (chance.oneIn(10)) {
            select.put(chance.of("labelSelector", "annotationSelector"), words.key() + "=" + words.value());
        }
        return map(
                "select",
                select,
                "reject",
                chance.oneIn(6) ? list(select(known)) : null,
                "fieldPaths",
                words.mishap(10) ? null : paths,
                "options",
                chance.oneIn(2) ? options() : null);
    }

    private Map<String, Object> options() {
        return map(
                "create",
                chance.oneIn(2) ? chance.of("true", "false") : null,
                "delimiter",
                chance.oneIn(3) ? chance.of("\":\"", "\"/\"", "\".\"", "\"-\"", "\" \"") : null,
                "index",
                chance.oneIn(3) ? chance.of("0", "1", "2", "-1", "5") : null);
    }

    Map<String, Object> variable(List<Known> visible) {
        Known from = chance.of(visible);
        Known.Name name = from.name(chance);
        FieldRoute route = FieldRoute.into(from.content(), chance);
        boolean scalar = route.value() instanceof String || words.mishap(3);
        return map(
                "name",
                words.variable(),
                "objref",
                map(
                        "apiVersion",
                        from.apiVersion(),
                        "kind",
                        from.kind(),
                        "name",
                        name.name(),
                        "namespace",
                        chance.oneIn(2) ? name.maybeNamespace() : null),
                "fieldref",
                scalar ? map("fieldpath", Yaml.quoted(route.path(chance))) : null);
    }
}
