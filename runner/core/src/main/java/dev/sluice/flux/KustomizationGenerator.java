package dev.sluice.flux;

import dev.sluice.kustomize.FileTree;

/** The kustomization.yaml that Flux leaves in a Kustomization's directory before it builds it. */
public final class KustomizationGenerator {

    private KustomizationGenerator() {}

    /**
     * The tree with the kustomization.yaml of {@code spec.path} generated, or merged with what the Kustomization says.
     *
     * @throws dev.sluice.failure.InvalidInput if the directory holds what is no Kubernetes object, or its file is wrong
     */
    public static FileTree generate(FileTree tree, KustomizationSpec spec) {
        throw new UnsupportedOperationException();
    }
}
