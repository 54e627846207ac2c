package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Field;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import dev.sluice.object.Patched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Mistakes in the fields of an object: told with the object's name, and with the field, so that its line can be found. */
public final class FieldProblem {

    private FieldProblem() {}

    /**
     * A mistake in a field of an object.
     *
     * @param path the field: {@code spec.dependsOn[0].name}; names hold no dots
     * @param what what is wrong; the object's name is put before it
     */
    public static Problem of(Manifest manifest, String path, String what, @Nullable String hint) {
        return of(manifest, steps(path), what, hint);
    }

    /** @param path the names of the fields, and the indexes of list items */
    static Problem of(Manifest manifest, List<String> path, String what, @Nullable String hint) {
        return new Problem(manifest.origin().toString(), manifest.id() + ": " + what, hint).of(field(manifest, path));
    }

    /** The field at a path such as {@code spec.dependsOn[0].name}, whether the object has it or not. */
    public static Field field(Manifest manifest, String path) {
        return field(manifest, steps(path));
    }

    static Field field(Manifest manifest, List<String> path) {
        JsonNode value = value(manifest, path);
        OptionalInt hash = value.isValueNode() ? OptionalInt.of(value.asText().hashCode()) : OptionalInt.empty();
        return new Field(path, hash, manifest.origin().patchOf(path, value).map(Origin::toString));
    }

    /** The value of a field; missing where the object does not have it. */
    static JsonNode value(Manifest manifest, List<String> path) {
        return Patched.at(manifest.content(), path);
    }

    private static List<String> steps(String path) {
        return List.of(path.replace("]", "").replace('[', '.').split("\\.", -1));
    }

    /** The path of the first text of an object, keys aside, that a condition holds for. */
    static Optional<List<String>> firstText(JsonNode content, Predicate<String> condition) {
        var path = new ArrayList<String>();
        return descend(content, condition, path) ? Optional.of(List.copyOf(path)) : Optional.empty();
    }

    private static boolean descend(JsonNode value, Predicate<String> condition, List<String> path) {
        if (value.isTextual()) {
            return condition.test(value.asText());
        }
        for (var entry : value.properties()) {
            if (enter(entry.getKey(), entry.getValue(), condition, path)) {
                return true;
            }
        }
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            if (enter(Integer.toString(index), value.get(index), condition, path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean enter(String step, JsonNode value, Predicate<String> condition, List<String> path) {
        path.add(step);
        if (descend(value, condition, path)) {
            return true;
        }
        path.remove(path.size() - 1);
        return false;
    }
}
