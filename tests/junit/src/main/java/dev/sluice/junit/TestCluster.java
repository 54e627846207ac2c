package dev.sluice.junit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A Kubernetes cluster that tests may do anything with, each in a namespace of its own. */
public interface TestCluster extends AutoCloseable {

    /** The user without any rights that every cluster has. */
    String NOBODY = "nobody";

    /** Where its API server is. */
    URI server();

    /** The version of its API server, as {@code v1.35.4}. */
    String version();

    /** A kubeconfig file of a user who may do everything. */
    Path kubeconfig();

    /** The bearer token of the user who may do everything. */
    String token();

    /** The certificates, in PEM, that the API server's is to be checked against. */
    String caCertificate();

    /**
     * A kubeconfig file of another user.
     *
     * @param user {@link #NOBODY} or a user that the cluster was started with
     */
    Path kubeconfigFor(String user);

    /**
     * Runs {@code kubectl} as the user who may do everything.
     *
     * @return what it wrote to its standard output
     * @throws KubectlFailed when it ends with another exit code than 0
     */
    default String kubectl(String... arguments) {
        return kubectl(List.of(arguments), "");
    }

    /**
     * Runs {@code kubectl} as the user who may do everything.
     *
     * @param input what it reads from its standard input
     * @return what it wrote to its standard output
     * @throws KubectlFailed when it ends with another exit code than 0
     */
    String kubectl(List<String> arguments, String input);

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
