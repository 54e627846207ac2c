package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies strategic merge patches to objects. After {@code ApplySmPatch} of kustomize's resource and resmap. */
final class PatchApplication {

    private final StrategicMerge merge;

    PatchApplication(Schemas schemas) {
        this.merge = new StrategicMerge(schemas);
    }

    /** Applies one patch to all objects that a target selected; the patch's own name and version do not count. */
    void apply(ResourceMap resources, List<Resource> selected, Resource patch) {
        for (Resource resource : selected) {
            Resource own = patch.copy();
            // Makes texts of its labels and annotations, so that a null, meant to remove, becomes "null".
            own.inheritFrom(patch);
            String apiVersion = resource.type().apiVersion();
            own.content().put("apiVersion", apiVersion);
            apply(resource, own);
            if (apiVersion.isEmpty() && !resource.isDeleted()) {
                // An empty scalar without quotes, which is null in the end.
                resource.content().putNull("apiVersion");
            }
        }
        resources.changed();
        resources.requireUnique("the patch");
    }

    /** Applies a patch, which is used up by it. */
    void apply(Resource resource, Resource patch) {
        String name = resource.name();
        String namespace = resource.namespace();
        String kind = resource.kind();
        if (patch.nameChangeAllowed() || patch.kindChangeAllowed()) {
            resource.rememberId();
        }
        boolean remains;
        try {
            remains = resource.change(content -> isFilled(merge.merge(patch.content(), content)));
        } catch (BuildException e) {
            throw new BuildException(
                    "patching " + ResourceMap.describe(resource) + " (" + resource.origin() + "): " + e.what(),
                    e.hint());
        }
        if (!remains) {
            resource.delete();
            return;
        }
        // What replaces the object as a whole is lost: kustomize goes on with the one that it gave to the merge.
        if (!patch.kindChangeAllowed()) {
            resource.content().put("kind", kind);
        }
        if (!patch.nameChangeAllowed()) {
            resource.setName(name);
        }
        resource.setNamespace(namespace);
    }

    private static boolean isFilled(@Nullable ObjectNode merged) {
        return merged != null && !merged.isEmpty();
    }
}
