package dev.sluice.cluster.kubernetes;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The account of the pod that this program runs in. */
final class InClusterAccount {

    private static final Path MOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private final Map<String, String> environment;
    private final Path directory;

    InClusterAccount(Map<String, String> environment) {
        this(environment, MOUNT);
    }

    InClusterAccount(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    boolean isThere() {
        return !host().isEmpty() && !port().isEmpty() && Files.exists(directory.resolve("token"));
    }

    Endpoint endpoint(Clock clock) {
        Path token = directory.resolve("token");
        Path authorities = directory.resolve("ca.crt");
        String host = host().contains(":") ? "[" + host() + "]" : host();
        Optional<Pem> trusted = SmallFile.read(authorities).map(text -> new Pem(text, authorities.toString()));
        URI server = URI.create("https://" + host + ":" + port());
        return new Endpoint(
                "in-cluster",
                directory.toString(),
                server,
                new Tls(trusted, false, "", Optional.empty()),
                new ProxyEnvironment(environment).proxyFor(server),
                new TokenFile(token, directory.toString(), clock),
                Impersonation.NONE);
    }

    private String host() {
        return environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    }

    private String port() {
        return environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
    }
}
