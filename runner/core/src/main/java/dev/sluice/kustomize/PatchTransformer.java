package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of {@code patches}, of either kind. After kustomize's {@code PatchTransformer}. */
final class PatchTransformer implements Transformer {

    private final List<Resource> merges;
    private final @Nullable JsonPatch json;
    private final @Nullable Selector target;
    private final String source;
    private final Schemas schemas;

    private PatchTransformer(
            List<Resource> merges,
            @Nullable JsonPatch json,
            @Nullable Selector target,
            String source,
            Schemas schemas) {
        this.merges = merges;
        this.json = json;
        this.target = target;
        this.source = source;
        this.schemas = schemas;
    }

    /**
     * @param location where the entry is written
     * @throws BuildException if the entry is wrong
     */
    static PatchTransformer of(Patch patch, KustomizationFiles files, String location, Schemas schemas) {
        String inline = patch.patch().strip();
        if (inline.isEmpty() && patch.path().isEmpty()) {
            throw new BuildException("must specify one of patch and path");
        }
        if (!inline.isEmpty() && !patch.path().isEmpty()) {
            throw new BuildException("patch and path can't be set at the same time");
        }
        boolean ofFile = inline.isEmpty();
        String text = ofFile ? files.text(patch.path()) : inline;
        String name = ofFile ? files.display(patch.path()) : "inline patch of " + location;
        JsonPatch operations = jsonPatch(text);
        if (operations != null && !operations.isEmpty()) {
            return new PatchTransformer(List.of(), operations, patch.target(), name, schemas);
        }
        List<Resource> merges = strategicMerges(text, name, location, ofFile);
        if (patch.target() != null && merges.size() != 1) {
            throw new BuildException(
                    merges.isEmpty()
                            ? "the patch is empty: " + name
                            : "Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set"
                                    + " `patches.target` field: " + name);
        }
        for (Resource merge : merges) {
            if (patch.allows("allowNameChange")) {
                merge.allowNameChange();
            }
            if (patch.allows("allowKindChange")) {
                merge.allowKindChange();
            }
        }
        return new PatchTransformer(merges, null, patch.target(), name, schemas);
    }

    private static List<Resource> strategicMerges(String text, String name, String location, boolean ofFile) {
        try {
            return ofFile ? BuildFiles.parse(text, name) : BuildFiles.parseInline(text, location);
        } catch (InvalidInput e) {
            List<Problem> problems = e.problems().stream()
                    .map(problem -> new Problem(
                            problem.location(), "unable to parse SM or JSON patch: " + problem.what(), problem.hint()))
                    .toList();
            throw new InvalidInput(problems, e);
        }
    }

    /** The JSON patch that a text is; null where it is none. */
    private static @Nullable JsonPatch jsonPatch(String text) {
        try {
            var documents = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS).read(text, "patch");
            return documents.isEmpty() || !documents.get(0).content().isArray()
                    ? null
                    : JsonPatch.of(documents.get(0).content());
        } catch (InvalidInput | BuildException e) {
            return null;
        }
    }

    @Override
    public void transform(ResourceMap resources) {
        if (json != null) {
            transformJson(resources, json);
            return;
        }
        if (target != null) {
            new PatchApplication(schemas).apply(resources, target.select(resources), merges.get(0));
            return;
        }
        for (Resource patch : merges) {
            Resource patched;
            try {
                patched = resources.get(patch.originalId());
            } catch (BuildException e) {
                throw new BuildException("no resource matches strategic merge patch \"" + patch.originalId() + "\" ("
                        + source + "): " + e.what());
            }
            new PatchApplication(schemas).apply(patched, patch.copy());
            resources.renamed();
        }
    }

    private void transformJson(ResourceMap resources, JsonPatch patch) {
        if (target == null) {
            throw new BuildException("must specify a target for JSON patch " + source);
        }
        for (Resource resource : target.select(resources)) {
            resource.rememberId();
            try {
                patch.applyTo(resource);
            } catch (BuildException e) {
                throw new BuildException(
                        "patching " + ResourceMap.describe(resource) + " (" + resource.origin() + "): " + e.what(),
                        e.hint());
            }
        }
    }
}
