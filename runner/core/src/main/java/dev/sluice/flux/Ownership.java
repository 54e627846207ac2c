package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.ObjectId;
import java.util.Map;

/**
 * What a Kustomization puts into the metadata of each of its objects.
 *
 * @param owner the Kustomization
 * @param setsCommonMetadata whether there is a {@code spec.commonMetadata}: even an empty one makes nulls to empty texts
 * @param labels {@code spec.commonMetadata.labels}
 * @param annotations {@code spec.commonMetadata.annotations}
 */
public record Ownership(
        ObjectId owner, boolean setsCommonMetadata, Map<String, String> labels, Map<String, String> annotations) {

    /** The labels that say which Kustomization an object belongs to; they gate pruning. */
    private static final String OWNER_NAME = "kustomize.toolkit.fluxcd.io/name";

    private static final String OWNER_NAMESPACE = "kustomize.toolkit.fluxcd.io/namespace";

    public Ownership {
        requireNonNull(owner, "owner");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    static Ownership of(KustomizationSpec spec) {
        return new Ownership(
                spec.id(),
                spec.spec().path("commonMetadata").isObject(),
                spec.commonLabels(),
                spec.commonAnnotations());
    }

    Map<String, String> ownerLabels() {
        return Map.of(OWNER_NAME, owner.name(), OWNER_NAMESPACE, owner.namespace());
    }
}
