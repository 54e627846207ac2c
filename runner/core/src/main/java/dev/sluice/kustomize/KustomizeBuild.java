package dev.sluice.kustomize;

import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.util.List;

/**
 * What came out of a build.
 *
 * @param manifests the objects, in the order in which {@code kustomize build} prints them
 * @param warnings what was accepted, but should be mended
 */
public record KustomizeBuild(List<Manifest> manifests, List<Problem> warnings) {

    public KustomizeBuild {
        manifests = List.copyOf(manifests);
        warnings = List.copyOf(warnings);
    }
}
