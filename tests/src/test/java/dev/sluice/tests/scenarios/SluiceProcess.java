package dev.sluice.tests.scenarios;

import dev.sluice.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line as a process of its own. */
final class SluiceProcess {

    private SluiceProcess() {}

    /**
     * Starts it.
     *
     * @param log takes both of its outputs
     */
    static Process start(Path directory, Path log, List<String> arguments) throws IOException {
        return startIn("exec \"$@\"", directory, log, arguments);
    }

    /**
     * Starts it inside a line of shell.
     *
     * @param line where {@code "$@"} stands for the command line
     * @param log takes both outputs of the line
     */
    static Process startIn(String line, Path directory, Path log, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", line, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // What the developer's own shell knows of clusters is none of a test's business.
        builder.environment().keySet().removeIf(name -> name.startsWith("KUBE"));
        builder.environment().put("KUBECONFIG", "/dev/null");
        return builder.start();
    }
}
