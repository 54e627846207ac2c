package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.Manifest;
import java.util.Optional;

/** How the target answers a trial application of one object. */
public sealed interface DryRun {

    /** The object as it would be; empty where it cannot become so without being deleted first. */
    Optional<Manifest> result();

    /** Why the object cannot be changed in place; empty where it can. */
    String refusal();

    /** The target takes it. */
    record Accepted(Manifest manifest) implements DryRun {
        public Accepted {
            requireNonNull(manifest, "manifest");
        }

        @Override
        public Optional<Manifest> result() {
            return Optional.of(manifest);
        }

        @Override
        public String refusal() {
            return "";
        }
    }

    /**
     * A field cannot be changed while the object lives: what {@code force} answers by recreating it (fluxcd/pkg
     * ssa/errors/immutable.go).
     */
    record Immutable(String refusal) implements DryRun {
        public Immutable {
            requireNonNull(refusal, "refusal");
        }

        @Override
        public Optional<Manifest> result() {
            return Optional.empty();
        }
    }
}
