package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping under construction: finds duplicate keys and carries out merge keys.
 *
 * <p>What a merge key brings yields to the mapping's own keys in kyaml, wherever it stands. For go-yaml v2 it is an
 * assignment at its place: it overwrites the keys above it, and yields to the keys below.
 */
final class MappingBuilder {

    private static final int MERGED = -1;
    private static final int FEW_KEYS = 8;

    private final Dialect dialect;
    private final Findings findings;
    private final ObjectNode mapping = JsonNodeFactory.instance.objectNode();
    private final List<ObjectNode> merges = new ArrayList<>(0);
    private Map<String, Problem> oddKeys = Map.of();
    private Map<String, List<ObjectNode>> comments = Map.of();
    private Map<String, WrittenMapping.Repeated> repeated = Map.of();
    private int[] lines = new int[FEW_KEYS];
    private boolean merging;

    MappingBuilder(Dialect dialect, Findings findings) {
        this.dialect = dialect;
        this.findings = findings;
    }

    void put(String key, JsonNode value, int line) {
        JsonNode first = mapping.replace(key, value);
        if (first == null) {
            remember(mapping.size() - 1, line);
            return;
        }
        int position = position(key);
        if (findings.firstCounts()) {
            mapping.set(key, first);
            repeated = repeated.isEmpty() ? new HashMap<>() : repeated;
            repeated.put(key, new WrittenMapping.Repeated(findings.twice(key, line, lines[position]), value));
            return;
        }
        if (lines[position] != MERGED) {
            findings.duplicateKey(key, line, lines[position]);
        }
        lines[position] = line;
    }

    /** Notes a key that is no text. */
    void oddKey(String key, Problem problem) {
        oddKeys = oddKeys.isEmpty() ? new HashMap<>() : oddKeys;
        oddKeys.put(key, problem);
    }

    /** Notes the comments of a field that look like JSON. */
    void comments(String key, List<ObjectNode> found) {
        if (!found.isEmpty()) {
            comments = comments.isEmpty() ? new HashMap<>() : comments;
            comments.put(key, found);
        }
    }

    /** Takes the value of a merge key: a mapping, or a list of mappings of which an earlier one wins. */
    void merge(JsonNode value, int line) {
        if (dialect.isGoYaml3() && merging) {
            throw new Unreadable(line, "a second merge key << in one mapping", "write << once, with a list of aliases");
        }
        merging = true;
        if (value.isObject()) {
            merges.add((ObjectNode) value);
        } else if (value.isArray()) {
            for (int i = value.size() - 1; i >= 0; i--) {
                if (!(value.get(i) instanceof ObjectNode each)) {
                    throw noMapping(line);
                }
                merges.add(each);
            }
        } else {
            throw noMapping(line);
        }
        if (dialect == Dialect.KUBERNETES) {
            merges.forEach(this::overwrite);
            merges.clear();
        }
    }

    ObjectNode build() {
        for (int i = merges.size() - 1; i >= 0; i--) {
            ObjectNode merged = merges.get(i);
            merged.forEachEntry((key, value) -> {
                Problem odd = WrittenMapping.oddKey(merged, key);
                if (mapping.putIfAbsent(key, value) == null && odd != null) {
                    oddKey(key, odd);
                }
            });
        }
        return oddKeys.isEmpty() && comments.isEmpty() && repeated.isEmpty()
                ? mapping
                : new WrittenMapping(mapping, oddKeys, comments, repeated);
    }

    private void overwrite(ObjectNode merged) {
        merged.forEachEntry((key, value) -> {
            int size = mapping.size();
            mapping.set(key, value);
            remember(mapping.size() > size ? size : position(key), MERGED);
        });
    }

    private void remember(int position, int line) {
        if (position == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
        }
        lines[position] = line;
    }

    private int position(String key) {
        int position = 0;
        for (var names = mapping.fieldNames(); names.hasNext(); position++) {
            if (names.next().equals(key)) {
                return position;
            }
        }
        throw new IllegalStateException("a key that was just found is gone");
    }

    private static Unreadable noMapping(int line) {
        return new Unreadable(
                line, "the merge key << needs a mapping or a list of mappings", "quote \"<<\" if it is a plain key");
    }
}
