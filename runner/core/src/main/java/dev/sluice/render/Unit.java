package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.cluster.Cluster;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.source.Source;
import java.util.List;

/**
 * One Kustomization of a run with the objects it applies.
 *
 * @param spec the Kustomization
 * @param source where its files come from
 * @param manifests what it applies, in the order of the build: with owner labels, common metadata and normalised as
 *     kustomize-controller does before it applies
 * @param executed the Flux objects of its output, which the run carries out itself instead of applying them
 * @param waitsFor the units that must be applied before: {@code dependsOn}, the unit that defines this one, and those
 *     that write what it reads
 */
public record Unit(
        KustomizationSpec spec,
        Source source,
        List<Manifest> manifests,
        List<Manifest> executed,
        List<ObjectId> waitsFor) {

    public Unit {
        requireNonNull(spec, "spec");
        requireNonNull(source, "source");
        manifests = List.copyOf(manifests);
        executed = List.copyOf(executed);
        waitsFor = List.copyOf(waitsFor);
    }

    public ObjectId id() {
        return spec.id();
    }

    /** The target as this unit sees it: in the name of its service account, where it has one. */
    public Cluster cluster(Cluster target) {
        return spec.user().map(target::as).orElse(target);
    }
}
