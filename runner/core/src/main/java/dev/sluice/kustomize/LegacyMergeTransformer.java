package dev.sluice.kustomize;

import dev.sluice.failure.Problem;
import java.util.List;

/** Strategic merge patches that say themselves whom they are for. After {@code PatchStrategicMergeTransformer}. */
final class LegacyMergeTransformer implements Transformer {

    private final List<Resource> patches;
    private final Schemas schemas;

    LegacyMergeTransformer(List<Resource> patches, Schemas schemas) {
        this.patches = List.copyOf(patches);
        this.schemas = schemas;
    }

    @Override
    public List<Problem> warnings() {
        return Transformer.warningsOf(patches);
    }

    @Override
    public void transform(ResourceMap resources) {
        for (Resource patch : patches) {
            Resource target = resources.get(patch.originalId());
            new PatchApplication(schemas).apply(resources, List.of(target), patch);
        }
    }
}
