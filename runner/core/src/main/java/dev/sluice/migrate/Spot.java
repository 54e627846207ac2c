package dev.sluice.migrate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a YAML text and where it stands in it.
 *
 * @param form what it is
 * @param start the index of its first character, in Java's count; an anchor or a tag stands before it
 * @param end the index behind its last character
 * @param flow whether it is written in flow style, or, of a scalar, in quotes
 * @param text the value of a scalar, the name of an alias; else empty
 * @param entries the fields of a mapping
 * @param items of a list
 * @param target what an alias stands for; null where it is none
 */
record Spot(
        Form form,
        int start,
        int end,
        boolean flow,
        String text,
        List<Entry> entries,
        List<Spot> items,
        @Nullable Spot target) {

    /** What a node is. */
    enum Form {
        /** In one line, in quotes or not. */
        SCALAR,
        /** After {@code |}: its lines are the value's. */
        LITERAL,
        MAPPING,
        LIST,
        ALIAS
    }

    /** A field of a mapping. */
    record Entry(Spot key, Spot value) {}

    Spot {
        entries = List.copyOf(entries);
        items = List.copyOf(items);
    }

    /** The field by a name; empty where there is none. */
    Optional<Entry> entry(String name) {
        return entries.stream()
                .filter(entry -> entry.key().isText() && entry.key().text().equals(name))
                .findFirst();
    }

    /** The value at the end of the names; empty where there is none. What an alias stands for is not entered. */
    Optional<Spot> at(List<String> names) {
        Optional<Spot> spot = Optional.of(this);
        for (String name : names) {
            spot = spot.flatMap(each -> each.entry(name)).map(Entry::value);
        }
        return spot;
    }

    /** The text of a field, through an alias, too; empty where it is none. */
    String textOf(String name) {
        return entry(name)
                .map(Entry::value)
                .map(value -> value.target() == null ? value : value.target())
                .filter(Spot::isText)
                .map(Spot::text)
                .orElse("");
    }

    boolean isText() {
        return form == Form.SCALAR || form == Form.LITERAL;
    }

    boolean isMapping() {
        return form == Form.MAPPING;
    }

    /** Whether an alias stands in it, or an anchor or merge key that others may need. */
    boolean hasAliases() {
        return form == Form.ALIAS
                || items.stream().anyMatch(Spot::hasAliases)
                || entries.stream().anyMatch(entry -> entry.value().hasAliases());
    }
}
