package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A context, a cluster or a user of a kubeconfig.
 *
 * @param place the names and indexes that lead to its fields
 */
record KubeconfigEntry(KubeconfigFile file, String name, List<String> place, JsonNode fields) {

    KubeconfigEntry {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        place = List.copyOf(place);
        requireNonNull(fields, "fields");
    }

    /** The value of a field, or an empty text. */
    String text(String field) {
        return fields.path(field).asText("");
    }

    boolean has(String field) {
        return !text(field).isEmpty() || fields.path(field).isContainerNode();
    }

    List<String> texts(String field) {
        return StreamSupport.stream(fields.path(field).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** A mapping of names to lists of texts, in the order of the names. */
    Map<String, List<String>> lists(String field) {
        var lists = new TreeMap<String, List<String>>();
        fields.path(field)
                .properties()
                .forEach(entry -> lists.put(
                        entry.getKey(),
                        StreamSupport.stream(entry.getValue().spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()));
        return lists;
    }

    /** The file that a field names. */
    Path path(String field) {
        return file.resolve(text(field));
    }

    /** {@code file:line} of a field. */
    String at(String field) {
        var whole = new ArrayList<>(place);
        whole.add(field);
        return file.at(whole).toString();
    }

    Problem problem(String field, String what) {
        return problem(field, what, null);
    }

    Problem problem(String field, String what, @Nullable String hint) {
        return new Problem(at(field), what, hint);
    }

    /** No fields: they may be secret. */
    @Override
    public String toString() {
        return name + " (" + file.path() + ")";
    }
}
