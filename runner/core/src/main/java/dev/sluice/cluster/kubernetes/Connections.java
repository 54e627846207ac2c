package dev.sluice.cluster.kubernetes;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.InvalidInput;
import java.time.Clock;
import java.util.Optional;

/** Opens connections to the API server that the options name. */
final class Connections {

    private Connections() {}

    /** Requests to an API server; it is not asked anything yet. */
    static Api open(Endpoint endpoint, int parallel, CancelSignal cancel) {
        return new HttpApi(endpoint, new Transport(endpoint, userAgent()), parallel, RetryPolicy.USUAL, cancel);
    }

    /** Whether there is a cluster to talk to, or somebody says so: what is wrong with it, {@link #endpoint} tells. */
    static boolean isThere(ConnectionOptions options) {
        if (options.context().isPresent()) {
            return true;
        }
        var finder = new KubeconfigFinder(options);
        try {
            Optional<Kubeconfig> kubeconfig = finder.find();
            return kubeconfig.isPresent()
                    ? kubeconfig.get().hasContexts()
                    : !finder.isNamed() && new InClusterAccount(options.environment()).isThere();
        } catch (InvalidInput e) {
            return true;
        }
    }

    /**
     * Where the API server is that the options name, and as whom it is asked; nothing is asked yet.
     *
     * @throws InvalidInput if the kubeconfig is wrong, or there is none
     * @throws dev.sluice.failure.Rejected if it wants to execute a program and that is not allowed
     */
    static Endpoint endpoint(ConnectionOptions options, Clock clock) {
        var finder = new KubeconfigFinder(options);
        Optional<Kubeconfig> kubeconfig = finder.find();
        if (kubeconfig.isPresent()) {
            return new EndpointReader(options, clock).read(kubeconfig.get());
        }
        var account = new InClusterAccount(options.environment());
        if (finder.isNamed() || options.context().isPresent() || !account.isThere()) {
            String where = options.kubeconfig().map(Object::toString).orElse("kubeconfig");
            throw new InvalidInput(
                    where, "there is no cluster in it", "name a kubeconfig with --kubeconfig, or set KUBECONFIG");
        }
        return account.endpoint(clock);
    }

    private static String userAgent() {
        String version = Connections.class.getPackage().getImplementationVersion();
        return "sluice/" + (version == null ? "development" : version);
    }
}
