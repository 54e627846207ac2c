package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class KilledJvmTest {

    @Test
    void aKilledJvmLeavesNoProcessAndNoFile() throws Exception {
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledJvm.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = untilStarted(jvm);
        Path directory = Path.of(lines.remove(lines.size() - 1));
        List<ProcessHandle> servers = lines.stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();

        jvm.destroyForcibly();

        CompletableFuture.allOf(servers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .get(30, TimeUnit.SECONDS);
        assertThat(servers).hasSize(5).noneMatch(ProcessHandle::isAlive);
        assertThat(directory).doesNotExist();
    }

    private static List<String> untilStarted(Process jvm) throws IOException {
        var lines = new ArrayList<String>();
        BufferedReader output = jvm.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("started")) {
                return lines;
            }
            lines.add(line);
        }
        throw new IOException("ended early: " + lines);
    }
}
