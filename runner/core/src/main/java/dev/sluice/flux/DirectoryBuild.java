package dev.sluice.flux;

import dev.sluice.failure.Problem;
import dev.sluice.kustomize.FileTree;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.kustomize.KustomizeOptions;
import dev.sluice.kustomize.LoadRestriction;
import dev.sluice.kustomize.Reorder;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.function.Consumer;

/** A Kustomize build of one directory of a tree: any file of the tree may be loaded, from any directory. */
@FunctionalInterface
public interface DirectoryBuild {

    /**
     * The objects, in the order of the build.
     *
     * @throws dev.sluice.failure.InvalidInput naming every mistake that was found
     */
    List<Manifest> build(FileTree tree, String directory);

    /**
     * Kustomize with the options of fluxcd/pkg/kustomize {@code Build}: files from outside of the directory are loaded,
     * the objects stay in the order in which they were read.
     *
     * @param warnings takes what a build accepted with a warning
     */
    static DirectoryBuild kustomize(Consumer<Problem> warnings) {
        var kustomize = new Kustomize(
                KustomizeOptions.defaults().with(LoadRestriction.NONE).with(Reorder.NONE));
        return (tree, directory) -> {
            KustomizeBuild build = kustomize.build(tree, directory);
            build.warnings().forEach(warnings);
            return build.manifests();
        };
    }
}
