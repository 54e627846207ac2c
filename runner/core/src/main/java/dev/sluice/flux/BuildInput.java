package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kustomize.FileTree;

/**
 * All that the objects of a Kustomize build depend on. Two Kustomizations that differ in their variables, their labels or
 * their health checks have the same, and so the same build.
 *
 * @param tree the files; only the very same tree is equal
 * @param directory the directory in it
 * @param fields what the Kustomization puts into the directory's kustomization file; not to be changed
 * @param decryption {@code spec.decryption}, which decides whether and how files are decrypted before
 * @param keys what they are decrypted with
 */
public record BuildInput(FileTree tree, String directory, ObjectNode fields, JsonNode decryption, DecryptionKeys keys) {

    public BuildInput {
        requireNonNull(tree, "tree");
        requireNonNull(directory, "directory");
        requireNonNull(fields, "fields");
        requireNonNull(decryption, "decryption");
        requireNonNull(keys, "keys");
    }

    /** Names messages: the directory, never what is in it. */
    @Override
    public String toString() {
        return tree.display(directory);
    }

    static BuildInput of(FileTree tree, KustomizationSpec spec, DecryptionKeys keys) {
        return new BuildInput(
                tree,
                TreePath.normalized(spec.path()),
                KustomizationGenerator.fields(spec),
                spec.spec().path("decryption"),
                keys);
    }
}
