package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The real program as {@code tests/tools/kustomize-server} runs it: many builds in one process. What it refuses to forget
 * is built by the program itself: a schema of {@code openapi} stays for all later builds.
 */
final class KustomizeServer implements Program {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path program;
    private final Program single;
    private @Nullable Process process;
    private @Nullable BufferedReader answers;
    private @Nullable Writer requests;

    /**
     * @param program the server
     * @param single builds what the server cannot
     */
    KustomizeServer(Path program, Program single) {
        this.program = program;
        this.single = single;
    }

    @Override
    public Outcome build(FuzzCase one, Path root) throws IOException, InterruptedException {
        if (one.files().values().stream().anyMatch(text -> text.contains("openapi"))) {
            return single.build(one, root);
        }
        var arguments = new ArrayList<>(one.args());
        arguments.add(root.resolve(one.directory()).toString());
        String answer = ask(JSON.writeValueAsString(arguments));
        if (answer == null) {
            close();
            return new Outcome.Broken("the server ended");
        }
        JsonNode result = JSON.readTree(answer);
        if (result.has("panic")) {
            return new Outcome.Broken("panic: " + result.path("panic").asText());
        }
        return result.has("error")
                ? new Outcome.Refused("Error: " + result.path("error").asText())
                : new Outcome.Built(result.path("output").asText());
    }

    private @Nullable String ask(String request) throws IOException {
        Writer writer = requests;
        BufferedReader reader = answers;
        Process started = process;
        if (writer == null || reader == null || started == null) {
            started = new ProcessBuilder(program.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = started;
            writer = started.outputWriter();
            reader = started.inputReader();
            requests = writer;
            answers = reader;
        }
        try (var limit = new TimeLimit(started)) {
            writer.write(request + "\n");
            writer.flush();
            return limit.isOver() ? null : reader.readLine();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
        process = null;
        requests = null;
        answers = null;
    }
}
