package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.RunRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When runs start by themselves: one of the two, until the process is told to stop. */
final class ScheduleOptions {

    @Option(names = "--every", paramLabel = "DURATION", description = "Run again so often, until told to stop: 5m.")
    private @Nullable Duration every;

    @Option(
            names = "--cron",
            paramLabel = "EXPRESSION",
            description = "Run by this schedule (Quartz: seconds first), until told to stop.")
    private @Nullable String cron;

    RunRequest.Builder addTo(RunRequest.Builder request) {
        given(every, request::every);
        given(cron, request::cron);
        return request;
    }
}
