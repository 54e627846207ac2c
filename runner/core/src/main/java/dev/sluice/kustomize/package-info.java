/** Kustomize builds; a library of its own that knows nothing of Flux. */
@NullMarked
package dev.sluice.kustomize;

import org.jspecify.annotations.NullMarked;
