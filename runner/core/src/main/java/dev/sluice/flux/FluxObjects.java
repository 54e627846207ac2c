package dev.sluice.flux;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.source.SourceSpec;
import java.util.List;

/** Flux's own objects: which they are, whether they are right, and what they say with all defaults applied. */
public final class FluxObjects {

    /** Whether the object belongs to Flux: a run carries it out instead of applying it. */
    public static boolean isFlux(ObjectId id) {
        return id.group().endsWith(".toolkit.fluxcd.io") || id.group().equals("source.extensions.fluxcd.io");
    }

    /** Whether the object is part of Flux's own installation ({@code gotk-components.yaml}), which a run leaves out. */
    public static boolean isFluxComponent(Manifest manifest) {
        throw new UnsupportedOperationException();
    }

    /** Every mistake in a Flux object by its CRD's rules; empty where the object is right or no Flux object. */
    public List<Problem> validate(Manifest manifest) {
        throw new UnsupportedOperationException();
    }

    /** What is accepted, but ought to be changed: old API versions and deprecated fields. */
    public List<Problem> warnings(Manifest manifest) {
        throw new UnsupportedOperationException();
    }

    /**
     * The Kustomization with its defaults.
     *
     * @throws InvalidInput with every mistake that {@link #validate} finds
     */
    public KustomizationSpec kustomization(Manifest manifest) {
        throw new UnsupportedOperationException();
    }

    /**
     * The GitRepository with its defaults.
     *
     * @throws InvalidInput with every mistake that {@link #validate} finds
     */
    public SourceSpec gitRepository(Manifest manifest) {
        throw new UnsupportedOperationException();
    }

    /** The Kustomization that a run starts from where the repository defines none: sourced from the workspace. */
    public KustomizationSpec root(String namespace, String name, String path, boolean prune) {
        throw new UnsupportedOperationException();
    }
}
