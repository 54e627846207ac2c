package dev.sluice.maven;

import static java.util.Objects.requireNonNull;

import dev.sluice.event.EventLines;
import dev.sluice.event.EventStream;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.RunFailure;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.Printout;
import dev.sluice.pipeline.RunOutput;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.pipeline.StopOnShutdown;
import dev.sluice.report.ReportFile;
import dev.sluice.report.TextReport;
import dev.sluice.report.Verdict;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** From a request to a build that goes on or fails, with everything that is logged and written on the way. */
final class Execution {

    private final Supplier<PipelineRunner> runners;
    private final Log log;
    private final EventLines lines;

    /** Camel's own log lines are no part of a build's log; Maven's logger reads this when Camel's are made. */
    private static final String CAMEL_LOG = "org.slf4j.simpleLogger.log.org.apache.camel";

    Execution(Supplier<PipelineRunner> runners, Log log, Clock clock) {
        this.runners = requireNonNull(runners, "runners");
        this.log = requireNonNull(log, "log");
        this.lines = new EventLines(clock);
    }

    /** Runs the request; a result that is not good fails the build with the message that the command line shows. */
    void run(RunRequest request, @Nullable Path events, @Nullable Path report)
            throws MojoExecutionException, MojoFailureException {
        System.getProperties().putIfAbsent(CAMEL_LOG, "off");
        RunResult result = result(request, events, report);
        if (result.verdict() != Verdict.DONE) {
            throw new MojoFailureException(
                    new TextReport(false).outcome(result.report()),
                    result.failure().orElse(null));
        }
    }

    private RunResult result(RunRequest request, @Nullable Path eventFile, @Nullable Path reportFile)
            throws MojoExecutionException, MojoFailureException {
        try {
            return carryOut(request, eventFile, Optional.ofNullable(reportFile).map(ReportFile::at));
        } catch (RunFailure e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new MojoExecutionException("this is a bug in Sluice, please report it: " + e, e);
        }
    }

    private RunResult carryOut(RunRequest request, @Nullable Path eventFile, Optional<ReportFile> report) {
        try (EventStream events = events(eventFile);
                PipelineRunner runner = runners.get();
                // Maven ends its process itself; it is enough that it waits for the run.
                StopOnShutdown stop = StopOnShutdown.watch(runner, request.grace(), exitCode -> {})) {
            RunListener listener = event -> {
                events.on(event);
                tell(event);
            };
            RunResult last = runner.run(request, listener, new RunOutput() {
                @Override
                public void over(RunResult result) {
                    report.ifPresent(file -> file.write(result.report()));
                    show(request, result);
                }

                @Override
                public Optional<Consumer<String>> manifests() {
                    return Optional.of(Execution.this::showForPrograms);
                }
            });
            stop.ended(last.exitCode());
            return last;
        }
    }

    private EventStream events(@Nullable Path file) {
        return file == null
                ? new EventStream("nowhere", OutputStream.nullOutputStream(), lines)
                : EventStream.to(file, lines);
    }

    private void tell(RunEvent event) {
        if (event instanceof RunEvent.Warning || event instanceof RunEvent.Retrying) {
            lines.text(event).forEach(log::warn);
        } else {
            lines.text(event).forEach(log::info);
        }
    }

    private void showForPrograms(String text) {
        if (!text.isEmpty()) {
            log.info("\n" + text);
        }
    }

    /** Text for people line by line; what programs read in one piece, so that it can be taken out of the log. */
    private void show(RunRequest request, RunResult result) {
        String text = new Printout(false).result(request, result);
        if (Printout.isForPrograms(request)) {
            showForPrograms(text);
        } else {
            text.lines().forEach(log::info);
        }
    }
}
