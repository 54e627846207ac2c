package dev.sluice.cel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Lists and maps that are written out; an item after a {@code ?} is left out where it is none. */
final class Literals {

    private Literals() {}

    /** One item of a list. */
    record Item(Node value, boolean optional) {}

    /** One entry of a map. */
    record Entry(Node key, Node value, boolean optional) {}

    record ListOf(List<Item> items) implements Node {

        @Override
        public Object value(Scope scope) throws EvaluationFailure {
            var list = new ArrayList<Object>(items.size());
            for (Item item : items) {
                present(item.value().value(scope), item.optional()).ifPresent(list::add);
            }
            return list;
        }
    }

    record MapOf(List<Entry> entries) implements Node {

        @Override
        public Object value(Scope scope) throws EvaluationFailure {
            var map = new LinkedHashMap<Object, Object>();
            for (Entry entry : entries) {
                Object key = entry.key().value(scope);
                if (key instanceof Bytes) {
                    // Go's map cannot hold them, and cel-go answers that it broke.
                    throw new EvaluationFailure("internal error: bytes cannot be a key");
                }
                Optional<?> value = present(entry.value().value(scope), entry.optional());
                if (value.isPresent()) {
                    map.put(key, value.get());
                } else {
                    map.remove(key);
                }
            }
            return map;
        }
    }

    private static Optional<?> present(Object value, boolean optional) throws EvaluationFailure {
        if (!optional) {
            return Optional.of(value);
        }
        if (value instanceof Optional<?> found) {
            return found;
        }
        throw new EvaluationFailure("cannot initialize an optional item from a value that is not optional");
    }
}
