package dev.sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command shows what it does; nothing of this is part of the request. */
final class OutputOptions {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Write events as JSON lines in Flux's form; - is standard output.")
    private @Nullable String events;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what the run did as JSON.")
    private @Nullable Path report;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show neither progress nor a summary, unless something is wrong.")
    private boolean quiet;

    @Option(names = "--no-color", description = "No colours; the same as setting NO_COLOR.")
    private boolean noColor;

    boolean eventsOnStandardOutput() {
        return STANDARD_OUTPUT.equals(events);
    }

    /** The file for events; empty where there is none, or standard output. */
    Optional<Path> events() {
        return Optional.ofNullable(events)
                .filter(file -> !eventsOnStandardOutput())
                .map(Path::of);
    }

    Optional<Path> report() {
        return Optional.ofNullable(report);
    }

    boolean verbose() {
        return verbose;
    }

    boolean quiet() {
        return quiet;
    }

    /** False where the user wants none; whether there can be any is the terminal's. */
    boolean coloured() {
        return !noColor;
    }
}
