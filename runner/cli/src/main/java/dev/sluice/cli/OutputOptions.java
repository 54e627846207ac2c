package dev.sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write what the run did as JSON; as SARIF, Markdown or HTML where FILE ends so (.sarif, .md, .html).")
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

    /** What is written beside standard output. */
    List<Path> files() {
        return Stream.of(events(), report()).flatMap(Optional::stream).toList();
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
