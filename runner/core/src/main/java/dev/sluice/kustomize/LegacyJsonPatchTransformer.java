package dev.sluice.kustomize;

import org.jspecify.annotations.Nullable;

/** An entry of {@code patchesJson6902}. After kustomize's {@code PatchJson6902Transformer}. */
final class LegacyJsonPatchTransformer implements Transformer {

    private final JsonPatch patch;
    private final Selector target;

    private LegacyJsonPatchTransformer(JsonPatch patch, Selector target) {
        this.patch = patch;
        this.target = target;
    }

    /**
     * @throws BuildException if the entry is wrong
     */
    static LegacyJsonPatchTransformer of(
            @Nullable Selector target, String path, String operations, KustomizationFiles files) {
        if (target == null || target.id().name().isEmpty()) {
            throw new BuildException("must specify the target name");
        }
        if (path.isEmpty() && operations.isEmpty()) {
            throw new BuildException("empty file path and empty jsonOp");
        }
        if (!path.isEmpty() && !operations.isEmpty()) {
            throw new BuildException("must specify a file path or jsonOp, not both");
        }
        String text = path.isEmpty() ? operations : files.text(path);
        if (text.isBlank()) {
            throw new BuildException("patch file '" + path + "' seems to be empty");
        }
        String location = path.isEmpty() ? "patch" : files.display(path);
        JsonPatch patch = JsonPatch.of(BuildFiles.configuration(text, location).content());
        if (patch.isEmpty()) {
            throw new BuildException("patch appears to be empty: " + location);
        }
        return new LegacyJsonPatchTransformer(patch, target);
    }

    @Override
    public void transform(ResourceMap resources) {
        for (Resource resource : target.select(resources)) {
            patch.applyTo(resource);
        }
    }
}
