package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kustomize.FileTree;

/**
 * All that the objects of a Kustomize build depend on. Two Kustomizations that differ in their variables, their labels or
 * their health checks have the same, and so the same build.
 *
 * @param tree the files; only the very same tree is equal
 * @param directory the directory in it
 * @param fields what the Kustomization puts into the directory's kustomization file; not to be changed
 */
public record BuildInput(FileTree tree, String directory, ObjectNode fields) {

    public BuildInput {
        requireNonNull(tree, "tree");
        requireNonNull(directory, "directory");
        requireNonNull(fields, "fields");
    }

    static BuildInput of(FileTree tree, KustomizationSpec spec) {
        return new BuildInput(tree, TreePath.normalized(spec.path()), KustomizationGenerator.fields(spec));
    }
}
