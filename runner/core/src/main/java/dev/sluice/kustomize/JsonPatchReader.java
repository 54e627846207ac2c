package dev.sluice.kustomize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.object.YamlDocument;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Reads JSON patches that are written as JSON or as YAML. What begins with a bracket has to be JSON:
 * {@code jsonPatchFromBytes} in kustomize's {@code PatchTransformer.go}.
 */
final class JsonPatchReader {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonPatchReader() {}

    /**
     * The patch of a file.
     *
     * @param file what the file is called in messages
     * @throws dev.sluice.failure.InvalidInput if the text is no YAML
     * @throws BuildException if it is no patch
     */
    static JsonPatch read(String text, String file) {
        return read(text, file, place -> place);
    }

    /** The patch that a field of a file is. */
    static JsonPatch read(InlineText inline) {
        return inline.read((text, name) -> read(text, name, inline::place));
    }

    private static JsonPatch read(String text, String file, UnaryOperator<String> place) {
        if (text.startsWith("[")) {
            requireJson(text, line -> place.apply(file + ":" + line));
        }
        YamlDocument document = BuildFiles.configuration(text, file);
        var lines = new FieldLines(text, document.origin());
        return JsonPatch.of(document.content(), i -> place.apply(lines.locate(List.of(Integer.toString(i)))));
    }

    private static void requireJson(String text, IntFunction<String> place) {
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BuildException(
                    "a JSON patch that begins with [ has to be JSON: " + reason(e) + " in "
                            + place.apply(e.getLocation().getLineNr()),
                    "put names and texts in double quotes, or write the operations as a YAML list");
        }
    }

    /** What is wrong, without where the parser found the beginning of it, which it tells in words of its own. */
    private static String reason(JsonProcessingException failure) {
        String reason = failure.getOriginalMessage();
        int start = reason.indexOf(" (start marker");
        return start < 0 ? reason : reason.substring(0, start);
    }
}
