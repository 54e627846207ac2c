package dev.sluice.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.RunListener;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A workspace (a Git checkout), a directory target and a cache, all in one temporary directory; runs start here. */
final class Scene {

    private final Path directory;
    private final GitFolder workspace;

    /** A scene whose workspace is an empty checkout. */
    Scene(Path directory) {
        this.directory = directory;
        this.workspace = new GitFolder(directory.resolve("workspace"), "main");
    }

    /** Writes and commits files: a text in which each begins with a line {@code -- path --}. */
    Scene files(String text) {
        workspace.commit(text, "Change the scene");
        return this;
    }

    Path workspace() {
        return workspace.directory();
    }

    Path target() {
        return directory.resolve("target");
    }

    RunResult render(String entry) {
        return run(Command.RENDER, entry);
    }

    RunResult reconcile(String entry) {
        return run(Command.RECONCILE, entry);
    }

    RunResult run(Command command, String entry) {
        return run(command, entry, request -> request);
    }

    /** A run to the target, without retries so that a failure is seen at once, and with what the test adds. */
    RunResult run(Command command, String entry, UnaryOperator<RunRequest.Builder> more) {
        RunRequest.Builder request = RunRequest.builder(command, workspace())
                .entries(List.of(entry))
                .cache(directory.resolve("cache"))
                .retries(0)
                .timeout(Duration.ofMinutes(1));
        if (command != Command.RENDER) {
            request.target("dir:" + target());
        }
        try (var runner = new CamelPipelineRunner()) {
            return runner.run(more.apply(request).build(), RunListener.NONE);
        }
    }

    /** The command line as a process of its own, started in the workspace; its output goes to {@link #log()}. */
    Process start(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--cache", directory.resolve("cache").toString()));
        return SluiceProcess.start(workspace(), log(), all);
    }

    Path log() {
        return directory.resolve("output.txt");
    }

    /** All files of the target with their content, Sluice's own state left out. */
    Map<String, String> objects() {
        return objects(target());
    }

    /** The same of another directory. */
    static Map<String, String> objects(Path target) {
        var files = new TreeMap<String, String>();
        written(target).forEach((path, content) -> {
            if (!path.startsWith(".sluice/")) {
                files.put(path, content);
            }
        });
        return files;
    }

    /** All files of the target with their content; empty where the target was never made. */
    Map<String, String> written() {
        return written(target());
    }

    private static Map<String, String> written(Path target) {
        var files = new TreeMap<String, String>();
        if (!Files.isDirectory(target)) {
            return files;
        }
        try (var paths = Files.walk(target)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(target.relativize(path).toString(), Files.readString(path, UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
