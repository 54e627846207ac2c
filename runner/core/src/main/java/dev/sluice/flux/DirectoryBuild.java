package dev.sluice.flux;

import dev.sluice.kustomize.ChartInflator;
import dev.sluice.kustomize.Edition;
import dev.sluice.kustomize.FileTree;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.kustomize.KustomizeOptions;
import dev.sluice.kustomize.LoadRestriction;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.kustomize.Reorder;

/** A Kustomize build of one directory of a tree: any file of the tree may be loaded, from any directory. */
@FunctionalInterface
public interface DirectoryBuild {

    /**
     * The objects, in the order of the build, and what was accepted with a warning.
     *
     * @throws dev.sluice.failure.InvalidInput naming every mistake that was found
     */
    KustomizeBuild build(FileTree tree, String directory);

    /**
     * Kustomize with the options of fluxcd/pkg/kustomize {@code Build}: files from outside of the directory are loaded,
     * the objects stay in the order in which they were read.
     */
    static DirectoryBuild kustomize() {
        return kustomize(RemoteBases.REFUSED);
    }

    /** The same, with what kustomizations name outside of their source. */
    static DirectoryBuild kustomize(RemoteBases remote) {
        var options = KustomizeOptions.defaults()
                .with(LoadRestriction.NONE)
                .with(Reorder.NONE)
                .with(Edition.CONTROLLER);
        return new Kustomize(options, remote, ChartInflator.NONE)::build;
    }
}
