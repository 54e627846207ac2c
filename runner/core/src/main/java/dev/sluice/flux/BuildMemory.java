package dev.sluice.flux;

import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifest;
import java.util.function.Supplier;

/**
 * What several builds have in common: each step of a build asks it for its result, and it either has the step done or
 * answers what it knows. Safe for use by several threads.
 */
public interface BuildMemory {

    /** Knows nothing. */
    BuildMemory NONE = new BuildMemory() {};

    /**
     * The objects of a Kustomize build.
     *
     * @param author {@code file:line} of the Kustomization; where a result names it, it is that Kustomization's only
     */
    default KustomizeBuild built(BuildInput input, String author, Supplier<KustomizeBuild> build) {
        return build.get();
    }

    /** An object as it is applied. */
    default Manifest finished(Manifest built, Ownership ownership, Supplier<Manifest> finish) {
        return finish.get();
    }
}
