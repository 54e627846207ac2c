package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Patched;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of {@code patches}, of either kind. After kustomize's {@code PatchTransformer}. */
final class PatchTransformer implements Transformer {

    private final List<Resource> merges;
    private final @Nullable JsonPatch json;
    private final @Nullable Selector target;
    private final String source;
    private final String location;
    private final Schemas schemas;
    private List<Problem> missed = List.of();

    private PatchTransformer(
            List<Resource> merges,
            @Nullable JsonPatch json,
            @Nullable Selector target,
            String source,
            String location,
            Schemas schemas) {
        this.merges = merges;
        this.json = json;
        this.target = target;
        this.source = source;
        this.location = location;
        this.schemas = schemas;
    }

    /**
     * @param location where the entry is written
     * @throws BuildException if the entry is wrong
     */
    static PatchTransformer of(Patch patch, KustomizationFiles files, String location, Schemas schemas) {
        InlineText inline = patch.patch().orAt(location).stripped();
        if (inline.text().isEmpty() && patch.path().isEmpty()) {
            throw new BuildException("must specify one of patch and path");
        }
        if (!inline.text().isEmpty() && !patch.path().isEmpty()) {
            throw new BuildException("patch and path can't be set at the same time");
        }
        boolean ofFile = inline.text().isEmpty();
        String text = ofFile ? files.text(patch.path()) : inline.text();
        String name = ofFile ? files.display(patch.path()) : "inline patch of " + location;
        JsonPatch operations = jsonPatch(text, name, ofFile ? null : inline);
        if (operations != null) {
            return new PatchTransformer(List.of(), operations, patch.target(), name, location, schemas);
        }
        List<Resource> merges = strategicMerges(text, name, ofFile ? null : inline);
        if (merges.isEmpty() && files.edition() == Edition.CONTROLLER) {
            return new PatchTransformer(List.of(), null, null, name, location, schemas);
        }
        if (merges.isEmpty()) {
            // A text without objects passes for JSON operations, of which there are none.
            return new PatchTransformer(List.of(), JsonPatch.NONE, patch.target(), name, location, schemas);
        }
        if (patch.target() != null && merges.size() > 1) {
            throw new BuildException(
                    "an entry of patches with several strategic merge patches must not have a target: " + name,
                    "give each patch an entry of its own");
        }
        for (Resource merge : merges) {
            if (patch.allows("allowNameChange")) {
                merge.allowNameChange();
            }
            if (patch.allows("allowKindChange")) {
                merge.allowKindChange();
            }
        }
        return new PatchTransformer(merges, null, patch.target(), name, location, schemas);
    }

    private static List<Resource> strategicMerges(String text, String name, @Nullable InlineText inline) {
        try {
            return inline == null ? BuildFiles.patches(text, name) : inline.patches();
        } catch (InvalidInput e) {
            List<Problem> problems =
                    e.problems().stream().map(PatchTransformer::unparsed).toList();
            throw new InvalidInput(problems, e);
        }
    }

    private static Problem unparsed(Problem problem) {
        String what = "unable to parse SM or JSON patch: " + problem.what();
        return problem.what().startsWith("missing ")
                ? new Problem(
                        problem.location(),
                        what,
                        "a patch has a kind and a metadata.name, also where a target is given")
                : problem.saying(what);
    }

    /** The JSON patch that a text is; null where it is none. */
    private static @Nullable JsonPatch jsonPatch(String text, String name, @Nullable InlineText inline) {
        try {
            return inline == null ? JsonPatchReader.read(text, name) : JsonPatchReader.read(inline);
        } catch (InvalidInput e) {
            return null;
        } catch (BuildException e) {
            // What is a list is no object, so that it was meant to be operations.
            if (text.startsWith("[") || text.startsWith("- ")) {
                throw new BuildException("unable to parse SM or JSON patch: " + e.what(), e.hint());
            }
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
            Resource patch = merges.get(0);
            List<Resource> selected = selected(resources, target);
            new PatchApplication(schemas).apply(resources, selected, patch);
            selected.forEach(resource -> resource.patchedBy(writtenBy(patch)));
            return;
        }
        var mistakes = new Mistakes();
        for (Resource patch : merges) {
            mistakes.run(patch.origin().toString(), () -> merge(resources, patch));
        }
        mistakes.throwIfAny();
    }

    @Override
    public List<Problem> warnings() {
        return Transformer.warningsOf(merges);
    }

    @Override
    public List<Problem> missed() {
        return missed;
    }

    /** What the patch is for. Kustomize takes it for granted that this may be nothing, even where a name is given. */
    private List<Resource> selected(ResourceMap resources, Selector wanted) {
        List<Resource> selected = wanted.select(resources);
        if (selected.isEmpty() && wanted.namesOne()) {
            missed = List.of(new Problem(
                    location,
                    "the patch changes nothing: its target " + wanted.shown() + " is not there",
                    NearMisses.hint(wanted.id(), resources.list())));
        }
        return selected;
    }

    private void merge(ResourceMap resources, Resource patch) {
        Resource patched;
        try {
            patched = resources.get(patch.originalId());
        } catch (BuildException e) {
            throw new BuildException(
                    "no resource matches strategic merge patch \"" + patch.originalId() + "\": " + e.what(), e.hint());
        }
        new PatchApplication(schemas).apply(patched, patch.copy());
        patched.patchedBy(writtenBy(patch));
        resources.changed();
    }

    private static Patched writtenBy(Resource patch) {
        return (path, value) -> Patched.isWritten(Patched.at(patch.content(), path), value)
                ? Optional.of(patch.origin())
                : Optional.empty();
    }

    private void transformJson(ResourceMap resources, JsonPatch patch) {
        if (target == null) {
            throw new BuildException(
                    "must specify a target for JSON patch " + source,
                    "say under target, beside the patch, which kind and name it is for");
        }
        for (Resource resource : selected(resources, target)) {
            resource.rememberId();
            try {
                patch.applyTo(resource);
                resource.patchedBy(patch);
            } catch (InvalidInput e) {
                throw new InvalidInput(
                        e.problems().stream()
                                .map(problem -> problem.saying(patching(resource) + problem.what()))
                                .toList(),
                        e);
            } catch (BuildException e) {
                throw new BuildException(patching(resource) + e.what(), e.hint());
            }
        }
    }

    private static String patching(Resource resource) {
        return "patching " + ResourceMap.describe(resource) + " (" + resource.origin() + "): ";
    }
}
