package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How a server and its caller prove who they are.
 *
 * @param authorities empty: those of the system
 * @param insecure whether any certificate of the server will do
 * @param serverName the name that the server's certificate is for; empty: that of its address
 */
record Tls(Optional<Pem> authorities, boolean insecure, String serverName, Optional<ClientCertificate> certificate) {

    Tls {
        requireNonNull(authorities, "authorities");
        requireNonNull(serverName, "serverName");
        requireNonNull(certificate, "certificate");
    }

    /** A caller's certificate and its private key. */
    record ClientCertificate(Pem chain, Pem key) {

        ClientCertificate {
            requireNonNull(chain, "chain");
            requireNonNull(key, "key");
        }
    }
}
