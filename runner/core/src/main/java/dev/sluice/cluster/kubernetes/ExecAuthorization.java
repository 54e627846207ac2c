package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A token that a program prints (a client-go credential plugin); it is executed again when the token expires. */
final class ExecAuthorization implements Authorization {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path directory;
    private final String place;
    private final Clock clock;
    private Optional<String> token = Optional.empty();
    private Instant expires = Instant.MIN;

    ExecAuthorization(
            List<String> command, Map<String, String> environment, Path directory, String place, Clock clock) {
        this.command = command;
        this.environment = environment;
        this.directory = directory;
        this.place = place;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> header() {
        if (token.isEmpty() || !clock.instant().isBefore(expires)) {
            execute();
        }
        return shown();
    }

    @Override
    public synchronized boolean renew(Optional<String> refused) {
        if (shown().equals(refused)) {
            execute();
        }
        return !shown().equals(refused);
    }

    private Optional<String> shown() {
        return token.map(text -> "Bearer " + text);
    }

    private void execute() {
        JsonNode status = output().path("status");
        String found = status.path("token").asText("");
        if (found.isEmpty()) {
            boolean certificate = status.has("clientCertificateData");
            throw new Rejected(
                    place,
                    command.get(0)
                            + (certificate ? ": client certificates of a plugin are not supported" : ": no token"));
        }
        token = Optional.of(found);
        expires = expiration(status.path("expirationTimestamp").asText(""));
    }

    private static Instant expiration(String text) {
        try {
            return text.isEmpty() ? Instant.MAX : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }

    // What it prints is a secret: no message repeats any of it. Its own messages are lost for the same reason.
    private JsonNode output() {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<Process> unused = process.onExit()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            process.destroyForcibly();
                        }
                    });
            byte[] printed = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            if (code != 0) {
                throw new Rejected(place, command.get(0) + " ended with code " + code);
            }
            return JSON.readTree(printed);
        } catch (JsonProcessingException e) {
            throw new Rejected(place, command.get(0) + " printed no ExecCredential");
        } catch (IOException e) {
            throw new TransientFailure(place, command.get(0) + " cannot be executed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "run cancelled: interrupted", e);
        }
    }
}
