package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables that {@code tests/tools/kustomize-tables.sh} generates from kustomize. */
final class Tables {

    private Tables() {}

    static JsonNode json(String name) {
        // Not by Jackson's own mapper: its 400 classes take longer to start than a small build takes as a whole.
        return new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED)
                .read(text(name), name)
                .get(0)
                .content();
    }

    static List<String> lines(String name) {
        return text(name).lines().toList();
    }

    private static String text(String name) {
        try (InputStream in = Tables.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the table " + name + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
