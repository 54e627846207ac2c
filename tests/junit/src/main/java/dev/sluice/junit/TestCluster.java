package dev.sluice.junit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A Kubernetes cluster that tests may do anything with, each in a namespace of its own. */
public interface TestCluster extends AutoCloseable {

    /** The user who may do everything. */
    String ADMIN = "admin";

    /** The user without any rights that every cluster has. */
    String NOBODY = "nobody";

    /** Where its API server is. */
    URI server();

    /** The version of its API server, as {@code v1.35.4}. */
    String version();

    /** A kubeconfig file of the user who may do everything. */
    default Path kubeconfig() {
        return kubeconfigFor(ADMIN);
    }

    /** The bearer token of the user who may do everything. */
    String token();

    /** The certificates, in PEM, that the API server's is to be checked against. */
    String caCertificate();

    /**
     * A kubeconfig file of a user.
     *
     * @param user {@link #ADMIN}, {@link #NOBODY} or a user that the cluster was started with
     */
    Path kubeconfigFor(String user);

    /**
     * Runs {@code kubectl} as the user who may do everything.
     *
     * @return what it wrote to its standard output
     * @throws KubectlFailed when it ends with another exit code than 0
     */
    default String kubectl(String... arguments) {
        return kubectl(ADMIN, List.of(arguments), "");
    }

    /**
     * Runs {@code kubectl} as a user.
     *
     * @return what it wrote to its standard output
     * @throws KubectlFailed when it ends with another exit code than 0
     */
    default String kubectlAs(String user, String... arguments) {
        return kubectl(user, List.of(arguments), "");
    }

    /**
     * Runs {@code kubectl}.
     *
     * @param user as {@link #kubectlAs} knows them
     * @param input what it reads from its standard input; files of this machine it may not see
     * @return what it wrote to its standard output
     * @throws KubectlFailed when it ends with another exit code than 0
     */
    String kubectl(String user, List<String> arguments, String input);

    /** Makes a namespace, which is deleted when it is closed. */
    TestNamespace createNamespace(String name);

    /** Deletes a namespace with all that is in it, without waiting until it is gone. */
    void deleteNamespace(String name);

    /** The requests that the API server answered until now, of everybody but the cluster's own components. */
    List<AuditedRequest> auditLog();

    /** Stops what was started for it. */
    @Override
    void close();
}
