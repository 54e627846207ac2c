package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Flux's own libraries, as {@code tests/tools/flux-server} calls them. */
final class FluxServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path program;
    private @Nullable Process process;

    FluxServer(Path program) {
        this.program = program;
    }

    /** The answer to a question; an error of its own where the program does not come to one. */
    ObjectNode answer(ObjectNode question) throws IOException {
        Process started = process;
        if (started == null) {
            started = new ProcessBuilder(program.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = started;
        }
        try (var limit = new TimeLimit(started)) {
            Writer writer = started.outputWriter(StandardCharsets.UTF_8);
            writer.write(JSON.writeValueAsString(question) + "\n");
            writer.flush();
            BufferedReader reader = started.inputReader(StandardCharsets.UTF_8);
            String line = limit.isOver() ? null : reader.readLine();
            if (line != null) {
                return (ObjectNode) JSON.readTree(line);
            }
        }
        close();
        return JSON.createObjectNode().put("broken", "the server ended");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
        process = null;
    }
}
