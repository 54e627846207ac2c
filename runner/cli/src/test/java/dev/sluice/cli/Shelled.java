package dev.sluice.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** What one command line printed, and its exit code. */
record Shelled(int exitCode, String out, String err) {

    static Shelled run(RecordingRunner runner, Path directory, String... arguments) {
        return run(runner, directory, false, Map.of(), arguments);
    }

    static Shelled run(
            RecordingRunner runner,
            Path directory,
            boolean terminal,
            Map<String, String> environment,
            String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var execution = new Execution(
                () -> runner,
                new Terminal(stream(out), stream(err), terminal, terminal, environment),
                directory,
                Clock.fixed(Instant.parse("2026-11-21T14:31:15Z"), ZoneOffset.UTC),
                code -> {});
        int exitCode = new CommandTree(execution).execute(arguments);
        return new Shelled(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
