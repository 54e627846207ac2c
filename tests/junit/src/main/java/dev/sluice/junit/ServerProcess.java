package dev.sluice.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server of a cluster as a process, with what it wrote. */
final class ServerProcess {

    private static final int LINES_SHOWN = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server, which ends with this JVM.
     *
     * @param directory where it writes; removed by it when this JVM was killed
     */
    static ServerProcess start(String name, List<String> command, Path directory) {
        Path log = directory.resolve(name + ".log");
        var builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "SLUICE_CLUSTER_PARENT",
                        Long.toString(ProcessHandle.current().pid()));
        builder.environment().put("SLUICE_CLUSTER_DIRECTORY", directory.toString());
        builder.environment().put("TMPDIR", directory.toString());
        builder.environment().put("HOME", directory.toString());
        try {
            Process process = builder.directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new ServerProcess(name, process, log);
        } catch (IOException e) {
            throw new ClusterUnusable(name, e);
        }
    }

    /** Waits until a server is ready, and fails with its last lines when it ended or took too long. */
    void await(BooleanSupplier ready, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new ClusterUnusable(name + " ended with exit code " + process.exitValue() + ": " + lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new ClusterUnusable(name + " was not ready after " + limit.toSeconds() + " s: " + lastLines());
            }
            pause();
        }
    }

    /** Kills it: what it has written is thrown away, or is safe with another server. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long pid() {
        return process.pid();
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnusable("start", e);
        }
    }
}
