package dev.sluice.flux;

import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.Map;

/** The build of a Kustomization, as kustomize-controller does it: from files to the objects that are applied. */
public final class FluxBuild {

    private final DirectoryBuild kustomize;

    public FluxBuild(DirectoryBuild kustomize) {
        this.kustomize = kustomize;
    }

    /**
     * The objects as built: generated, built, checked, and with their variables substituted.
     *
     * @param source the tree of the Kustomization's source, after the source's ignore rules
     * @param variables what {@link Substitution#variables} answers
     * @param strict whether a variable that has no value and no default is a mistake
     * @throws dev.sluice.failure.InvalidInput with every mistake of the step that failed
     */
    public List<Manifest> build(
            FileTree source, KustomizationSpec spec, Map<String, String> variables, boolean strict) {
        throw new UnsupportedOperationException(kustomize.toString());
    }

    /**
     * The built objects as they are applied: with owner labels, normalised, with the common metadata.
     *
     * @throws dev.sluice.failure.InvalidInput naming every Secret that is still encrypted by SOPS
     */
    public List<Manifest> finish(List<Manifest> built, KustomizationSpec spec) {
        throw new UnsupportedOperationException();
    }
}
