package dev.sluice.kustomize;

import dev.sluice.failure.Problem;
import java.util.List;

/** Strategic merge patches that say themselves whom they are for. After {@code PatchStrategicMergeTransformer}. */
final class LegacyMergeTransformer implements Transformer {

    private final List<Resource> patches;
    private final Schemas schemas;

    private LegacyMergeTransformer(List<Resource> patches, Schemas schemas) {
        this.patches = List.copyOf(patches);
        this.schemas = schemas;
    }

    /**
     * @param entries where the patches come from
     * @throws BuildException if there are none
     */
    static LegacyMergeTransformer of(List<Resource> patches, List<String> entries, Schemas schemas) {
        if (patches.isEmpty()) {
            throw new BuildException("patch appears to be empty; files=" + entries);
        }
        return new LegacyMergeTransformer(patches, schemas);
    }

    /** The patches that an entry is or, where it is a path, those of the file. */
    static List<Resource> patches(InlineText entry, KustomizationFiles files) {
        return entry.patchesUnlessPath()
                .orElseGet(() -> BuildFiles.patches(files.text(entry.text()), files.display(entry.text())));
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
