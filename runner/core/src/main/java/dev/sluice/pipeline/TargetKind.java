package dev.sluice.pipeline;

import dev.sluice.cluster.kubernetes.ConnectionOptions;
import dev.sluice.cluster.kubernetes.KubernetesCluster;

/** What a run applies to, as far as its options and its environment tell. */
enum TargetKind {
    DIRECTORY,
    CLUSTER,
    NONE;

    /** How many requests to a cluster are under way at once, unless the user says so. */
    private static final int REQUESTS = 8;

    static TargetKind of(RunRequest request) {
        if (request.command() == Command.VALIDATE) {
            return NONE;
        }
        if (request.targetDirectory().isPresent()) {
            return DIRECTORY;
        }
        // Where the user names a kubeconfig that is not there, that is the mistake, and not that there is no target.
        boolean named = request.kubeconfig().isPresent() || request.context().isPresent();
        // Of several roots, nobody said that the cluster which happens to be configured here is theirs.
        if (request.hasSeveralRoots() && !named && request.target().isEmpty()) {
            return NONE;
        }
        return named || KubernetesCluster.isConfigured(connection(request)) ? CLUSTER : NONE;
    }

    /** How a run reaches its cluster. */
    static ConnectionOptions connection(RunRequest request) {
        return new ConnectionOptions(
                request.directory(),
                request.environment(),
                request.kubeconfig(),
                request.context(),
                request.insecureKubeconfigExec(),
                threads(request));
    }

    private static int threads(RunRequest request) {
        return request.parallel() > 0 ? request.parallel() : REQUESTS;
    }
}
