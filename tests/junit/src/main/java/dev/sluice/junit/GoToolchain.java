package dev.sluice.junit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code go} command of this machine. */
final class GoToolchain {

    /** What kwok asks for. */
    static final String NEEDED = "Go 1.26";

    private static final Pattern VERSION = Pattern.compile("go1\\.(\\d+)");
    private static final int MINOR = 26;
    /** From here on Go fetches a newer one of itself where a module asks for it. */
    private static final int FETCHING = 21;

    /** Whether it can build our programs. */
    boolean answers() {
        try {
            Process process = new ProcessBuilder("go", "env", "GOVERSION", "GOTOOLCHAIN")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return false;
            }
            Matcher version = VERSION.matcher(answer);
            if (!version.find()) {
                return false;
            }
            int minor = Integer.parseInt(version.group(1));
            return minor >= MINOR || (minor >= FETCHING && !answer.contains("\nlocal"));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Builds the module in a directory. */
    void build(Path module, String linkerFlags, Path binary) throws InterruptedException {
        Path log = module.resolve("build.log");
        try {
            var command = new ProcessBuilder(
                    "go",
                    "build",
                    "-trimpath",
                    "-buildvcs=false",
                    "-ldflags",
                    linkerFlags,
                    "-o",
                    binary.toString(),
                    ".");
            // Without cgo no C compiler is needed, and the binary is the same on every machine.
            command.environment().put("CGO_ENABLED", "0");
            command.environment().put("GOWORK", "off");
            Process process = command.directory(module.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                if (process.waitFor() != 0) {
                    throw new ClusterUnusable("go build of " + module.getFileName() + ": " + lastLines(log));
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new ClusterUnusable("go build of " + module.getFileName(), e);
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
