package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.Manifest;
import java.util.Optional;

/** How the target answers a trial application of one object. */
public sealed interface DryRun {

    /** An answer for every kind of dry run; the compiler asks for a new kind's wherever they are told apart. */
    interface Cases<R> {
        R accepted(Accepted dryRun);

        R immutable(Immutable dryRun);

        R namespaceMissing(NamespaceMissing dryRun);

        R kindUnknown(KindUnknown dryRun);
    }

    /** What this dry run is in other words: the answer of its own case. */
    <R> R match(Cases<R> cases);

    /**
     * The target takes it.
     *
     * @param manifest the object as it would be
     * @param live the object as it is; empty where it would be created
     */
    record Accepted(Manifest manifest, Optional<LiveObject> live) implements DryRun {
        public Accepted {
            requireNonNull(manifest, "manifest");
            requireNonNull(live, "live");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.accepted(this);
        }
    }

    /**
     * A field cannot be changed while the object lives: what {@code force} answers by recreating it (fluxcd/pkg
     * ssa/errors/immutable.go: the server says Conflict or Invalid, or that a field is immutable).
     *
     * @param refusal Flux's message: {@code Kind/ns/name dry-run failed (Invalid): why}
     * @param live the object as it is
     */
    record Immutable(String refusal, LiveObject live) implements DryRun {
        public Immutable {
            requireNonNull(refusal, "refusal");
            requireNonNull(live, "live");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.immutable(this);
        }
    }

    /**
     * The object's namespace is not there.
     *
     * @param refusal Flux's message: {@code Kind/ns/name not found: namespaces "ns" not found}
     */
    record NamespaceMissing(String namespace, String refusal) implements DryRun {
        public NamespaceMissing {
            requireNonNull(namespace, "namespace");
            requireNonNull(refusal, "refusal");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.namespaceMissing(this);
        }
    }

    /**
     * The target does not know the object's kind, or not in this API version.
     *
     * @param refusal {@code Kind/ns/name dry-run failed: no matches for kind "Kind" in version "group/version"}
     */
    record KindUnknown(String group, String kind, String refusal) implements DryRun {
        public KindUnknown {
            requireNonNull(group, "group");
            requireNonNull(kind, "kind");
            requireNonNull(refusal, "refusal");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.kindUnknown(this);
        }
    }
}
