package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which objects of a build are applied: what {@code ReadObjects} of fluxcd/pkg {@code ssa/utils/object.go} reads. */
public final class AppliedObjects {

    private AppliedObjects() {}

    /** The objects in their order, with the items of lists; without what is no object, and Kustomize's own files. */
    public static List<Manifest> of(List<Manifest> built) {
        var objects = new ArrayList<Manifest>();
        for (Manifest manifest : built) {
            // Whatever has items is a list: Unstructured.IsList.
            if (manifest.content().path("items").isArray()) {
                manifest.content().path("items").forEach(item -> {
                    if (item instanceof ObjectNode content) {
                        objects.add(manifest.with(content));
                    }
                });
            } else if (isObject(manifest.content()) && !isKustomizeFile(manifest)) {
                objects.add(manifest);
            }
        }
        return List.copyOf(objects);
    }

    static boolean isObject(JsonNode content) {
        return isSet(content.path("apiVersion"))
                && isSet(content.path("kind"))
                && isSet(content.path("metadata").path("name"));
    }

    private static boolean isSet(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty();
    }

    private static boolean isKustomizeFile(Manifest manifest) {
        return manifest.id().group().equals("kustomize.config.k8s.io")
                && manifest.id().kind().toLowerCase(Locale.ROOT).equals("kustomization");
    }
}
