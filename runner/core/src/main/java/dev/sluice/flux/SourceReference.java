package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

/** Where a Kustomization's files come from: {@code spec.sourceRef} with the namespace filled in. */
public record SourceReference(String kind, String namespace, String name) {

    public SourceReference {
        requireNonNull(kind, "kind");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
    }

    /** {@code Kind/namespace/name}. */
    @Override
    public String toString() {
        return kind + "/" + namespace + "/" + name;
    }
}
