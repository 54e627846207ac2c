package dev.sluice.flux;

import dev.sluice.object.ObjectId;
import org.jspecify.annotations.Nullable;

/** One entry of {@code spec.dependsOn} with the namespace filled in; {@code readyExpr} is CEL. */
public record DependencyReference(
        String namespace, String name, @Nullable String readyExpr) {

    /** The Kustomization that is depended on. */
    public ObjectId id() {
        return KustomizationSpec.idOf(namespace, name);
    }
}
