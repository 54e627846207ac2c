package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A table of inputs and of what Kubernetes' and Kustomize's own code made of them; see {@code oracle/main.go}. */
final class OracleTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OracleTable() {}

    /** The lines of a table: the input, then the answers. */
    static List<List<JsonNode>> rows(String name) {
        try (InputStream table = Objects.requireNonNull(OracleTable.class.getResourceAsStream(name), name)) {
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            // Not lines(): a value may hold other line breaks than \n.
            return Arrays.stream(text.split("\n"))
                    .map(line -> Arrays.stream(line.split("\t"))
                            .map(OracleTable::json)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String cell) {
        try {
            return JSON.readTree(cell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
