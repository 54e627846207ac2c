package dev.sluice.render;

import dev.sluice.flux.Decryption;
import dev.sluice.flux.DirectoryBuild;
import dev.sluice.flux.FluxBuild;
import dev.sluice.kustomize.RemoteBases;

/**
 * What several renders of one run have in common, so that nothing is read, parsed or built twice: the trees of sources, and
 * the builds that do not depend on the root. Safe for use by several threads; nothing outlives the run.
 */
public final class Sharing {

    /** The build of units. */
    FluxBuild build(RemoteBases remote, Decryption decryption) {
        return new FluxBuild(DirectoryBuild.kustomize(remote), decryption);
    }
}
