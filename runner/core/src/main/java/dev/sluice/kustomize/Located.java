package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

/**
 * A part of a kustomization file and where it is written.
 *
 * @param location {@code file:line}
 */
record Located<T>(T value, String location) {

    Located {
        requireNonNull(value, "value");
        requireNonNull(location, "location");
    }
}
