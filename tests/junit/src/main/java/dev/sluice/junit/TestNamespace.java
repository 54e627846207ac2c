package dev.sluice.junit;

import java.util.ArrayList;
import java.util.List;

/** A namespace of one test. */
public record TestNamespace(TestCluster cluster, String name) implements AutoCloseable {

    /**
     * Runs {@code kubectl} in this namespace.
     *
     * @return what it wrote to its standard output
     * @throws KubectlFailed when it ends with another exit code than 0
     */
    public String kubectl(String... arguments) {
        return kubectlAs(TestCluster.ADMIN, arguments);
    }

    /** Runs {@code kubectl} in this namespace as a user. */
    public String kubectlAs(String user, String... arguments) {
        return kubectl(user, List.of(arguments), "");
    }

    /** Applies objects, in this namespace unless they name another: what {@code kubectl apply --server-side} does. */
    public String apply(String yaml) {
        return kubectl(TestCluster.ADMIN, List.of("apply", "--server-side", "--filename", "-"), yaml);
    }

    private String kubectl(String user, List<String> arguments, String input) {
        var inNamespace = new ArrayList<>(List.of("--namespace", name));
        inNamespace.addAll(arguments);
        return cluster.kubectl(user, inNamespace, input);
    }

    /** Deletes it, without waiting until it is gone. */
    @Override
    public void close() {
        cluster.deleteNamespace(name);
    }
}
