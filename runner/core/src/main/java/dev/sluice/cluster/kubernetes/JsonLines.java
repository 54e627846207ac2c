package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines and reads each as JSON. */
final class JsonLines implements Consumer<byte[]> {

    private static final ObjectReader JSON = new ObjectMapper().reader();

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final Consumer<JsonNode> lines;

    JsonLines(Consumer<JsonNode> lines) {
        this.lines = lines;
    }

    @Override
    public void accept(byte[] chunk) {
        int start = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                begun.write(chunk, start, i - start);
                start = i + 1;
                finish();
            }
        }
        begun.write(chunk, start, chunk.length - start);
    }

    private void finish() {
        byte[] line = begun.toByteArray();
        begun.reset();
        if (line.length == 0) {
            return;
        }
        try {
            lines.accept(JSON.readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException("a watch must be lines of JSON", e);
        }
    }
}
