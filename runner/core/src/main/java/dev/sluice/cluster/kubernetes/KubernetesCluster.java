package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

/** An API server as a target. */
public final class KubernetesCluster {

    private KubernetesCluster() {}

    /** Whether the options or the environment name an API server at all; what they say of it may still be wrong. */
    public static boolean isConfigured(ConnectionOptions options) {
        Map<String, String> environment = options.environment();
        return options.kubeconfig().isPresent()
                || options.context().isPresent()
                || environment.containsKey("KUBERNETES_SERVICE_HOST")
                || kubeconfigs(environment)
                        .map(options.directory()::resolve)
                        .anyMatch(KubernetesCluster::saysSomething);
    }

    private static Stream<Path> kubeconfigs(Map<String, String> environment) {
        String files = environment.getOrDefault("KUBECONFIG", "");
        if (!files.isEmpty()) {
            return Stream.of(files.split(File.pathSeparator)).map(Path::of);
        }
        return Stream.ofNullable(environment.get("HOME")).map(home -> Path.of(home, ".kube", "config"));
    }

    private static boolean saysSomething(Path file) {
        return Files.isRegularFile(file) && file.toFile().length() > 0;
    }

    /**
     * The API server that the options name; it is not asked anything yet.
     *
     * @param namespace the root's, where the run's own state is kept
     * @throws dev.sluice.failure.InvalidInput if the kubeconfig is wrong, or there is none
     * @throws dev.sluice.failure.Rejected if it wants to execute a program and that is not allowed
     */
    public static Cluster open(ConnectionOptions options, String namespace, CancelSignal cancel, Clock clock) {
        throw new UnsupportedOperationException(options + namespace + cancel + clock);
    }
}
