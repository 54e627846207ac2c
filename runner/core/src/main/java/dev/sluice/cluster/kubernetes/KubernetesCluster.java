package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import java.time.Clock;

/** An API server as a target. */
public final class KubernetesCluster {

    private KubernetesCluster() {}

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
