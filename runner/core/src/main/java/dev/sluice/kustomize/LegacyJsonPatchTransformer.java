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
     * @param inline the operations; without a text where they are in a file
     * @throws BuildException if the entry is wrong
     */
    static LegacyJsonPatchTransformer of(
            @Nullable Selector target, String path, InlineText inline, KustomizationFiles files) {
        if (target == null || target.id().name().isEmpty()) {
            throw new BuildException("must specify the target name");
        }
        boolean written = !inline.text().isEmpty();
        if (path.isEmpty() && !written) {
            throw new BuildException("empty file path and empty jsonOp");
        }
        if (!path.isEmpty() && written) {
            throw new BuildException("must specify a file path or jsonOp, not both");
        }
        String text = written ? inline.text() : files.text(path);
        if (text.isBlank()) {
            throw new BuildException("patch file '" + path + "' seems to be empty");
        }
        JsonPatch patch = written ? JsonPatchReader.read(inline) : JsonPatchReader.read(text, files.display(path));
        if (patch.isEmpty()) {
            throw new BuildException("patch appears to be empty: " + (written ? "patch" : files.display(path)));
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
