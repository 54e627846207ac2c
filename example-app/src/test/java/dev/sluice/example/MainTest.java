package dev.sluice.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MainTest {

    private static final Pattern LISTENS = Pattern.compile("listens on port (\\d+)");

    /** What a JVM ends with that was told to stop by SIGTERM and ran its shutdown hooks. */
    private static final int TERMINATED = 143;

    @Test
    void servesUntilSigterm() throws Exception {
        Process process = start();
        try (var log = process.inputReader(UTF_8)) {
            int port = awaitPort(log);
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                    .build();

            var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            process.destroy();

            assertThat(response.body()).isEqualTo("Hello from a process\n");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.environment().put("PORT", "0");
        builder.environment().put("MESSAGE", "Hello from a process");
        return builder.redirectErrorStream(true).start();
    }

    private static int awaitPort(BufferedReader log) throws IOException {
        String line = log.readLine();
        while (line != null) {
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            line = log.readLine();
        }
        throw new IllegalStateException("the service ended before it listened");
    }
}
