package dev.sluice.cli;

import dev.sluice.camel.CamelPipelineRunner;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The command line's process. */
public final class Main {

    /**
     * Set by the start script to the streams that are terminals: {@code out}, {@code err}, both or none. Java can tell
     * that of both together only, and since JDK 22 not even that.
     */
    private static final String TERMINAL = "sluice.terminal";

    private static final String LOGGING_FILE = "java.util.logging.config.file";

    private Main() {}

    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING_FILE) == null) {
            System.setProperty(SilentLogging.PROPERTY, SilentLogging.class.getName());
        }
        var execution = new Execution(
                CamelPipelineRunner::new,
                terminal(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                Runtime.getRuntime()::halt);
        System.exit(new CommandTree(execution).execute(arguments));
    }

    private static Terminal terminal() {
        List<String> terminals = List.of(System.getProperty(TERMINAL, "").split(","));
        return new Terminal(
                StandardStream.of(FileDescriptor.out),
                StandardStream.of(FileDescriptor.err),
                terminals.contains("out"),
                terminals.contains("err"),
                System.getenv());
    }
}
