package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;

/** One entry of {@code spec.postBuild.substituteFrom}: a ConfigMap or Secret in the Kustomization's namespace. */
public record SubstituteReference(String kind, String name, boolean optional) {

    /** The path of the field of a Kustomization that holds this reference's name. */
    public String field(Manifest kustomization) {
        String list = "spec.postBuild.substituteFrom";
        JsonNode entries = kustomization.content().at("/spec/postBuild/substituteFrom");
        for (int index = 0; index < entries.size(); index++) {
            JsonNode entry = entries.get(index);
            if (entry.path("kind").asText().equals(kind)
                    && entry.path("name").asText().equals(name)) {
                return list + "[" + index + "].name";
            }
        }
        return list;
    }
}
