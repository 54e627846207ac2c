package dev.sluice.junit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** The content of a kubeconfig file: one cluster, one user with a token. */
record Kubeconfig(URI server, String caCertificate, String user, String token) {

    String text() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: test
                    cluster:
                      server: %s
                      certificate-authority-data: %s
                users:
                  - name: "%s"
                    user:
                      token: "%s"
                contexts:
                  - name: test
                    context:
                      cluster: test
                      user: "%s"
                current-context: test
                """.formatted(
                        server,
                        Base64.getEncoder().encodeToString(caCertificate.getBytes(StandardCharsets.US_ASCII)),
                        user,
                        token,
                        user);
    }

    /** Where it is in a directory of kubeconfig files. */
    Path file(Path directory) {
        return directory.resolve(user.replaceAll("[^A-Za-z0-9.-]", "_") + ".kubeconfig");
    }

    Path write(Path directory) {
        return Directories.write(file(directory), text());
    }

    @Override
    public String toString() {
        return "kubeconfig of " + user + " at " + server;
    }
}
