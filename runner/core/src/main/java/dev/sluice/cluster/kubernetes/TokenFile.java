package dev.sluice.cluster.kubernetes;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A token in a file that somebody renews, as the kubelet does for a pod: it is read again every minute. */
final class TokenFile implements Authorization {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path path;
    private final String place;
    private final Clock clock;
    private String token = "";
    private Instant read = Instant.MIN;

    /** @param place where the file is named, for messages */
    TokenFile(Path path, String place, Clock clock) {
        this.path = path;
        this.place = place;
        this.clock = clock;
    }

    /** @throws InvalidInput if there never was a token in the file */
    @Override
    public synchronized Optional<String> header() {
        if (token.isEmpty() || !clock.instant().isBefore(read.plus(FRESH))) {
            read();
        }
        return shown();
    }

    @Override
    public synchronized boolean renew(Optional<String> refused) {
        if (shown().equals(refused)) {
            read();
        }
        return !shown().equals(refused);
    }

    private Optional<String> shown() {
        return Optional.of("Bearer " + token);
    }

    private void read() {
        String found = found();
        if (found.isEmpty() && token.isEmpty()) {
            throw new InvalidInput(place, "the token file " + path + " is empty");
        }
        // It may be seen half written: the old token is good for some time yet.
        token = found.isEmpty() ? token : found;
        read = clock.instant();
    }

    private String found() {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            if (token.isEmpty()) {
                throw new InvalidInput(place, "the token file " + path + " cannot be read");
            }
            return "";
        }
    }
}
