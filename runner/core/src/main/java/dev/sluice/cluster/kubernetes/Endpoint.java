package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Where an API server is, and as whom it is asked.
 *
 * @param context the name of the kubeconfig's context
 * @param place where that is written, for messages
 * @param server without a slash at the end
 */
record Endpoint(
        String context,
        String place,
        URI server,
        Tls tls,
        Optional<Proxy> proxy,
        Authorization authorization,
        Impersonation impersonation) {

    Endpoint {
        requireNonNull(context, "context");
        requireNonNull(place, "place");
        requireNonNull(server, "server");
        requireNonNull(tls, "tls");
        requireNonNull(proxy, "proxy");
        requireNonNull(authorization, "authorization");
        requireNonNull(impersonation, "impersonation");
    }

    /** {@code host:port}, for messages. */
    String host() {
        return server.getPort() < 0 ? server.getHost() : server.getHost() + ":" + server.getPort();
    }

    /**
     * What stands between.
     *
     * @param authorization the value of {@code Proxy-Authorization}
     */
    record Proxy(String host, int port, boolean socks, Optional<String> authorization) {

        Proxy {
            requireNonNull(host, "host");
            requireNonNull(authorization, "authorization");
        }

        /** No password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
