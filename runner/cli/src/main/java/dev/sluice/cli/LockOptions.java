package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.RunRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands take that change something: no two of them work on one root at once. */
final class LockOptions {

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            converter = PatienceConverter.class,
            description = "How long to wait until another run of the same root is over; 0 gives up at once.")
    private @Nullable Duration lockTimeout;

    RunRequest.Builder addTo(RunRequest.Builder request) {
        given(lockTimeout, request::lockTimeout);
        return request;
    }
}
