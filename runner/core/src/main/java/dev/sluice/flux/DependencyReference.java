package dev.sluice.flux;

import org.jspecify.annotations.Nullable;

/** One entry of {@code spec.dependsOn} with the namespace filled in; {@code readyExpr} is CEL. */
public record DependencyReference(
        String namespace, String name, @Nullable String readyExpr) {}
