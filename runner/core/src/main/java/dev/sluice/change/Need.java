package dev.sluice.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.Optional;

/** What must be in a target before an object can be tried there. */
sealed interface Need {

    /** A namespace. */
    record OfNamespace(String name) implements Need {}

    /** A kind, in whatever version. */
    record OfKind(String group, String kind) implements Need {}

    /** What an object of this kind needs. */
    static Need kindOf(ObjectId id) {
        return new OfKind(id.group(), id.kind());
    }

    /** What an object provides once it is applied; empty for all but Namespaces and CustomResourceDefinitions. */
    static Optional<Need> providedBy(Manifest manifest) {
        ObjectId id = manifest.id();
        if (id.group().isEmpty() && id.kind().equals("Namespace")) {
            return Optional.of(new OfNamespace(id.name()));
        }
        if (id.group().equals("apiextensions.k8s.io") && id.kind().equals("CustomResourceDefinition")) {
            JsonNode spec = manifest.content().path("spec");
            return Optional.of(new OfKind(
                    spec.path("group").asText(), spec.path("names").path("kind").asText()));
        }
        return Optional.empty();
    }
}
