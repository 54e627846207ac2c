package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which API server, and as whom.
 *
 * @param directory what relative paths start from
 * @param environment of the process: {@code KUBECONFIG}, {@code HOME}, {@code KUBERNETES_SERVICE_HOST}, proxies
 * @param kubeconfig the file; empty: {@code KUBECONFIG}, else {@code ~/.kube/config}, else the in-cluster account
 * @param context empty: the current one of the file
 * @param allowExec whether credential plugins that the file names may be executed
 * @param parallel how many requests are under way at once at most
 */
public record ConnectionOptions(
        Path directory,
        Map<String, String> environment,
        Optional<Path> kubeconfig,
        Optional<String> context,
        boolean allowExec,
        int parallel) {

    public ConnectionOptions {
        requireNonNull(directory, "directory");
        environment = Map.copyOf(environment);
        requireNonNull(kubeconfig, "kubeconfig");
        requireNonNull(context, "context");
    }

    /** No environment: it holds secrets. */
    @Override
    public String toString() {
        return "kubeconfig " + kubeconfig.map(Path::toString).orElse("of the environment") + ", context "
                + context.orElse("current");
    }
}
