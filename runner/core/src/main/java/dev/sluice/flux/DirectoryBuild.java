package dev.sluice.flux;

import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Manifest;
import java.util.List;

/** A Kustomize build of one directory of a tree: any file of the tree may be loaded, from any directory. */
@FunctionalInterface
public interface DirectoryBuild {

    /**
     * The objects, in the order of the build.
     *
     * @throws dev.sluice.failure.InvalidInput naming every mistake that was found
     */
    List<Manifest> build(FileTree tree, String directory);
}
