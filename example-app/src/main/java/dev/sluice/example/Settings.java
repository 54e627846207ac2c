package dev.sluice.example;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/**
 * How the service is set up, by its environment.
 *
 * @param port {@code PORT}: where it listens; 0: any free port
 * @param message {@code MESSAGE}: what it says
 * @param grace {@code GRACE_SECONDS}: how long requests under way may take after SIGTERM
 */
record Settings(int port, String message, Duration grace) {

    Settings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("PORT: " + port + " is no port");
        }
        requireNonNull(message, "message");
        requireNonNull(grace, "grace");
    }

    static Settings from(Map<String, String> environment) {
        return new Settings(
                number(environment, "PORT", 8080),
                environment.getOrDefault("MESSAGE", "Hello"),
                Duration.ofSeconds(number(environment, "GRACE_SECONDS", 10)));
    }

    private static int number(Map<String, String> environment, String name, int fallback) {
        String value = environment.getOrDefault(name, String.valueOf(fallback));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": \"" + value + "\" is no number", e);
        }
    }
}
