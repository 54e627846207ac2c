package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real program, a process a build. */
final class KustomizeProcess implements Program {

    private final Path program;

    KustomizeProcess(Path program) {
        this.program = program;
    }

    /** The release that a program says that it is. */
    static String version(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "version").start();
        String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return version.strip();
    }

    @Override
    public Outcome build(FuzzCase one, Path root) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString(), "build", one.directory()));
        command.addAll(one.args());
        Path errors = Files.createTempFile("kustomize", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            try (var limit = new TimeLimit(process)) {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                if (limit.isOver()) {
                    return new Outcome.Broken("no end");
                }
                return code == 0 ? new Outcome.Built(output) : failure(Files.readString(errors));
            }
        } finally {
            Files.delete(errors);
        }
    }

    private static Outcome failure(String message) {
        if (message.contains("goroutine ")) {
            return new Outcome.Broken(message.lines()
                    .filter(line -> line.startsWith("panic: "))
                    .findFirst()
                    .orElse("panic"));
        }
        return new Outcome.Refused(
                message.substring(Math.max(0, message.indexOf("Error: "))).strip());
    }
}
