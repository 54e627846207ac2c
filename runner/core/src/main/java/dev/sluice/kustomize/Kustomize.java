package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;

/** Builds kustomizations, as {@code kustomize build} does. */
public final class Kustomize {

    private final KustomizeOptions options;

    public Kustomize(KustomizeOptions options) {
        this.options = requireNonNull(options, "options");
    }

    /**
     * The objects of the kustomization in a directory.
     *
     * @param directory the directory's path in the tree; the empty text is the tree's root
     * @throws InvalidInput if a file is wrong, naming the file and the line
     */
    public KustomizeBuild build(FileTree tree, String directory) {
        throw new InvalidInput(tree.display(directory), "cannot be built yet with " + options);
    }
}
