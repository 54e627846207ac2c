package dev.sluice.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The cluster of a kubeconfig file. */
record GivenClusterKind(String kubeconfig, ProgramCache programs) implements ClusterKind {

    @Override
    public String name() {
        return "kubeconfig";
    }

    @Override
    public String needs() {
        return "a cluster in " + Settings.KUBECONFIG;
    }

    @Override
    public boolean isPossible() {
        return !kubeconfig.isEmpty();
    }

    @Override
    public Optional<TestCluster> start() {
        Path file = Path.of(kubeconfig);
        if (!Files.isReadable(file)) {
            throw new ClusterUnusable(Settings.KUBECONFIG + ": cannot read " + file);
        }
        return Optional.of(GivenCluster.of(file, programs));
    }
}
