package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import java.util.List;

/**
 * One document of a YAML text.
 *
 * @param content its value; a {@code NullNode} where the document is empty
 * @param origin the file and the line of its first content
 * @param warnings what was accepted with a warning (duplicate keys)
 */
public record YamlDocument(JsonNode content, Origin origin, List<Problem> warnings) {

    public YamlDocument {
        requireNonNull(content, "content");
        requireNonNull(origin, "origin");
        warnings = List.copyOf(warnings);
    }
}
