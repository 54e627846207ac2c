package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.GoDuration;
import dev.sluice.object.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object's {@code spec} with their defaults, and collects what is of the wrong type. A null is
 * an absent field.
 */
final class SpecReader {

    private final Manifest manifest;
    private final JsonNode spec;
    private final List<Problem> problems = new ArrayList<>();

    SpecReader(Manifest manifest) {
        this.manifest = manifest;
        JsonNode content = manifest.content().path("spec");
        if (!content.isObject() && !content.isNull() && !content.isMissingNode()) {
            wrong("a mapping");
        }
        this.spec = content;
    }

    /** The value at a path; a missing node where it is absent or null. */
    JsonNode at(String... path) {
        JsonNode value = spec;
        for (String name : path) {
            value = value.path(name);
        }
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    boolean flag(String... path) {
        JsonNode value = at(path);
        if (!value.isMissingNode() && !value.isBoolean()) {
            wrong("true or false", path);
        }
        return value.asBoolean();
    }

    String text(String orElse, String... path) {
        String text = textOrNull(path);
        return text == null ? orElse : text;
    }

    @Nullable
    String textOrNull(String... path) {
        JsonNode value = at(path);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            wrong("a text", path);
            return null;
        }
        return value.asText();
    }

    Duration duration(Duration orElse, String... path) {
        String text = textOrNull(path);
        if (text == null) {
            return orElse;
        }
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            wrong("a duration like 5m or 1h30m", path);
            return orElse;
        }
    }

    /** A list of texts. */
    List<String> list(String... path) {
        var texts = new ArrayList<String>();
        for (JsonNode item : items(path)) {
            if (item.isTextual()) {
                texts.add(item.asText());
            } else {
                wrong("a list of texts", path);
            }
        }
        return texts;
    }

    /** The items of a list; none where it is absent. */
    Iterable<JsonNode> items(String... path) {
        JsonNode value = at(path);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray()) {
            wrong("a list", path);
            return List.of();
        }
        return value;
    }

    private void wrong(String wanted, String... path) {
        String field = path.length == 0 ? "spec" : "spec." + String.join(".", path);
        problems.add(FieldProblem.of(manifest, field, field + ": must be " + wanted, null));
    }

    /**
     * Ends the reading: fails where something was wrong.
     *
     * @throws InvalidInput with everything that was wrong so far
     */
    void throwIfWrong() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
