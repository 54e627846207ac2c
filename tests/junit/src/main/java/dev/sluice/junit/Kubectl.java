package dev.sluice.junit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code kubectl} command on a cluster.
 *
 * @param command what starts it
 * @param directory where it may write
 */
record Kubectl(List<String> command, Path directory) {

    Kubectl {
        command = List.copyOf(command);
    }

    /** Runs it with the rights of a kubeconfig file. */
    String run(Path kubeconfig, List<String> arguments, String input) {
        var whole = new ArrayList<>(command);
        whole.addAll(arguments);
        try {
            // Files, not pipes: whoever fills one of two pipes waits for ever when the other one is read.
            Path stdin = Files.writeString(Files.createTempFile(directory, "kubectl-", ".in"), input);
            Path stderr = Files.createTempFile(directory, "kubectl-", ".err");
            var builder = new ProcessBuilder(whole);
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            builder.environment()
                    .put("KUBECACHEDIR", directory.resolve("kubectl-cache").toString());
            try {
                Process process = builder.redirectInput(stdin.toFile())
                        .redirectError(stderr.toFile())
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int exitCode = process.waitFor();
                if (exitCode != 0) {
                    throw new KubectlFailed(arguments, exitCode, Files.readString(stderr));
                }
                return output;
            } finally {
                Files.deleteIfExists(stdin);
                Files.deleteIfExists(stderr);
            }
        } catch (IOException e) {
            throw new ClusterUnusable("kubectl " + String.join(" ", arguments), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnusable("kubectl " + String.join(" ", arguments), e);
        }
    }
}
