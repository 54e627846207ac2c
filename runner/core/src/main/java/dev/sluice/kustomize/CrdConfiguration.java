package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields that the OpenAPI definitions of {@code crds} mark as labels, annotations, names or references. After
 * kustomize's {@code api/internal/accumulator/loadconfigfromcrds.go}.
 */
final class CrdConfiguration {

    private final JsonNode definitions;
    private final List<FieldSpec> annotations = new ArrayList<>();
    private final List<FieldSpec> labels = new ArrayList<>();
    private final List<FieldSpec> prefixes = new ArrayList<>();
    private final List<NameReference> references = new ArrayList<>();

    private CrdConfiguration(JsonNode definitions) {
        this.definitions = definitions;
    }

    static TransformerConfiguration of(JsonNode definitions) {
        var configuration = new CrdConfiguration(definitions);
        definitions.properties().forEach(definition -> {
            JsonNode properties = definition.getValue().path("Schema").path("properties");
            if (properties.has("kind") && properties.has("apiVersion") && properties.has("metadata")) {
                String name = definition.getKey();
                var type = new GroupVersionKind("", "", name.substring(name.lastIndexOf('.') + 1));
                configuration.load(type, name, List.of());
            }
        });
        return configuration.result();
    }

    private void load(GroupVersionKind type, String definition, List<String> path) {
        JsonNode properties = definitions.path(definition).path("Schema").path("properties");
        properties.properties().forEach(property -> {
            var own = new ArrayList<>(path);
            own.add(property.getKey());
            JsonNode schema = property.getValue();
            var field = new FieldSpec(type, String.join("/", own), false);
            if (schema.has("x-kubernetes-annotation")) {
                annotations.add(field);
            }
            if (schema.has("x-kubernetes-label-selector")) {
                labels.add(field);
            }
            if (schema.has("x-kubernetes-identity")) {
                prefixes.add(field);
            }
            addReference(schema, field);
            String reference = schema.path("$ref").asText();
            // A definition that leads to itself would never end.
            if (!reference.isEmpty() && own.size() < 50) {
                load(type, reference, own);
            }
        });
    }

    private void addReference(JsonNode schema, FieldSpec field) {
        if (!schema.has("x-kubernetes-object-ref-api-version") || !schema.has("x-kubernetes-object-ref-kind")) {
            return;
        }
        String key = schema.path("x-kubernetes-object-ref-name-key").asText("name");
        var target = new GroupVersionKind(
                "",
                schema.path("x-kubernetes-object-ref-api-version").asText(),
                schema.path("x-kubernetes-object-ref-kind").asText());
        var referrer = new FieldSpec(field.type(), field.path() + "/" + key, false);
        references.add(new NameReference(target, List.of(referrer)));
    }

    private TransformerConfiguration result() {
        return new TransformerConfiguration(
                FieldSpec.merge(List.of(), prefixes),
                List.of(),
                List.of(),
                FieldSpec.merge(List.of(), labels),
                List.of(),
                List.of(),
                FieldSpec.merge(List.of(), annotations),
                NameReference.merge(List.of(), references),
                List.of(),
                List.of(),
                List.of());
    }
}
