package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a Secret, as an API server holds them: {@code stringData} over {@code data}. */
public final class SecretData {

    private SecretData() {}

    /**
     * The values by their names.
     *
     * @throws InvalidInput naming each entry of {@code data} that is no Base64; never a value
     */
    public static Map<String, byte[]> of(Manifest secret) {
        var values = new HashMap<String, byte[]>();
        var problems = new ArrayList<Problem>();
        for (Map.Entry<String, JsonNode> entry : secret.content().path("data").properties()) {
            try {
                values.put(entry.getKey(), decoded(entry.getValue().asText("")));
            } catch (IllegalArgumentException e) {
                // Not the cause: its message may quote the value.
                problems.add(FieldProblem.of(
                        secret,
                        List.of("data", entry.getKey()),
                        "data." + entry.getKey() + " is no Base64",
                        "plain text goes into stringData"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        secret.content()
                .path("stringData")
                .properties()
                .forEach(entry ->
                        values.put(entry.getKey(), entry.getValue().asText("").getBytes(StandardCharsets.UTF_8)));
        return values;
    }

    /** Line breaks do not count, as in Go; anything else does. */
    static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.replace("\n", "").replace("\r", ""));
    }
}
