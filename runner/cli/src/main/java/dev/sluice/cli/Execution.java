package dev.sluice.cli;

import static java.util.Objects.requireNonNull;

import dev.sluice.event.EventLines;
import dev.sluice.event.EventStream;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Explanation;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.Printout;
import dev.sluice.pipeline.RunOutput;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.pipeline.StopOnShutdown;
import dev.sluice.report.ReportFile;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;

/** From a request to its exit code, with everything that is shown and written on the way. */
final class Execution {

    /** Of a run that was told to stop and did not within its grace. */
    private static final int STUCK = 6;

    /** Of a program that the signal SIGPIPE ended. */
    private static final int BROKEN_PIPE = 128 + 13;

    private final Supplier<PipelineRunner> runners;
    private final Terminal terminal;
    private final Path directory;
    private final Clock clock;
    private final IntConsumer halt;

    /**
     * @param runners makes the runner when a command needs one, and not before: it is what takes long to load
     * @param directory what relative paths start from
     * @param halt ends the process inside its shutdown
     */
    Execution(Supplier<PipelineRunner> runners, Terminal terminal, Path directory, Clock clock, IntConsumer halt) {
        this.runners = requireNonNull(runners, "runners");
        this.terminal = requireNonNull(terminal, "terminal");
        this.directory = requireNonNull(directory, "directory");
        this.clock = requireNonNull(clock, "clock");
        this.halt = requireNonNull(halt, "halt");
    }

    Terminal terminal() {
        return terminal;
    }

    /** What relative paths start from. */
    Path directory() {
        return directory;
    }

    /**
     * Prints what was asked for, and answers the exit code: where the reader has gone (it was {@code head}, and has
     * enough), that of a program which ends so, without a word.
     */
    int print(String text) {
        terminal.out().writeBytes(text.getBytes(StandardCharsets.UTF_8));
        if (terminal.out() instanceof StandardStream stream && stream.isReaderGone()) {
            return BROKEN_PIPE;
        }
        requireWritten();
        return CommandLine.ExitCode.OK;
    }

    /** Tells what was accepted, but should be mended; each once. */
    void warn(List<Problem> warnings) {
        for (String line : Explanation.of(warnings.stream().distinct().toList())) {
            terminal.err().println(line.startsWith(" ") ? line : "sluice: warning: " + line);
        }
    }

    /** A request with what the process knows. */
    RunRequest.Builder request(Command command) {
        return RunRequest.builder(command, directory).environment(terminal.environment());
    }

    /** Runs the request, shows what is to be shown, and answers the exit code. */
    int run(RunRequest.Builder builder, OutputOptions options) {
        RunRequest request = builder.ownFiles(options.files()).build();
        Optional<ReportFile> report = options.report().map(file -> ReportFile.at(directory.resolve(file)));
        try (EventStream events = events(options);
                Progress progress = progress(options);
                PipelineRunner runner = runners.get();
                StopOnShutdown stop = StopOnShutdown.watch(runner, request.grace(), this::stopped)) {
            RunListener listener = event -> {
                events.on(event);
                progress.on(event);
            };
            RunResult last = runner.run(request, listener, new RunOutput() {
                @Override
                public void over(RunResult result) {
                    progress.clear();
                    report.ifPresent(file -> file.write(result.report()));
                    show(request, result, options);
                }

                @Override
                public Optional<Consumer<String>> manifests() {
                    return Optional.of(yaml -> {
                        progress.clear();
                        resultStream(options).print(yaml);
                    });
                }
            });
            requireWritten();
            stop.ended(last.exitCode());
            return last.exitCode();
        }
    }

    /** What a full disk has cut off must not pass for what was asked for: rendered manifests are often redirected. */
    private void requireWritten() {
        if (terminal.out().checkError()) {
            throw new Rejected("standard output", "could not be written: no space left, or nobody reads it");
        }
    }

    private void show(RunRequest request, RunResult result, OutputOptions options) {
        boolean failed = !result.report().problems().isEmpty();
        PrintStream out = resultStream(options);
        boolean coloured = options.coloured()
                && (options.eventsOnStandardOutput() ? terminal.errIsColoured() : terminal.outIsColoured());
        if (!options.quiet() || failed || Printout.isForPrograms(request)) {
            out.print(new Printout(coloured).result(request, result));
            out.flush();
        }
        if (!options.quiet() || failed) {
            terminal.err().print(new Printout(options.coloured() && terminal.errIsColoured()).aside(request, result));
        }
        if (options.verbose()) {
            failures(result).forEach(failure -> failure.printStackTrace(terminal.err()));
        }
    }

    private static Stream<Throwable> failures(RunResult result) {
        return result.roots().isEmpty()
                ? result.failure().stream()
                : result.roots().stream().flatMap(root -> root.failure().stream());
    }

    private PrintStream resultStream(OutputOptions options) {
        return options.eventsOnStandardOutput() ? terminal.err() : terminal.out();
    }

    private EventStream events(OutputOptions options) {
        var lines = new EventLines(clock);
        if (options.eventsOnStandardOutput()) {
            return new EventStream("standard output", terminal.out(), lines);
        }
        return options.events()
                .map(file -> EventStream.to(directory.resolve(file), lines))
                .orElseGet(() -> new EventStream("nowhere", OutputStream.nullOutputStream(), lines));
    }

    private Progress progress(OutputOptions options) {
        if (options.quiet()) {
            return new SilentProgress();
        }
        return terminal.isLive()
                ? LiveTable.on(terminal.err(), clock)
                : new PlainProgress(terminal.err(), new EventLines(clock));
    }

    private void stopped(OptionalInt exitCode) {
        if (exitCode.isEmpty()) {
            terminal.err().println("sluice: the run did not end within its grace (--grace); stopped as it was");
        }
        halt.accept(exitCode.orElse(STUCK));
    }
}
