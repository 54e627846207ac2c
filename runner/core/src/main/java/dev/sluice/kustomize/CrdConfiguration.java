package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that the OpenAPI definitions of {@code crds} mark as labels, annotations, names or references. After
 * kustomize's {@code api/internal/accumulator/loadconfigfromcrds.go}.
 */
final class CrdConfiguration {

    private final Map<String, JsonNode> schemas;
    private final List<FieldSpec> annotations = new ArrayList<>();
    private final List<FieldSpec> labels = new ArrayList<>();
    private final List<FieldSpec> prefixes = new ArrayList<>();
    private final List<NameReference> references = new ArrayList<>();

    private CrdConfiguration(Map<String, JsonNode> schemas) {
        this.schemas = schemas;
    }

    /**
     * @throws BuildException if the content is something else than definitions
     */
    static TransformerConfiguration of(JsonNode definitions) {
        Map<String, JsonNode> schemas = schemas(definitions);
        var configuration = new CrdConfiguration(schemas);
        schemas.forEach((name, schema) -> {
            JsonNode properties = schema.path("properties");
            if (properties.has("kind") && properties.has("apiVersion") && properties.has("metadata")) {
                var type = new GroupVersionKind("", "", name.substring(name.lastIndexOf('.') + 1));
                configuration.load(type, name, List.of());
            }
        });
        return configuration.result();
    }

    private static Map<String, JsonNode> schemas(JsonNode definitions) {
        var schemas = new LinkedHashMap<String, JsonNode>();
        if (definitions.isNull()) {
            return schemas;
        }
        requireMapping(definitions, "the file");
        definitions.properties().forEach(definition -> {
            if (!definition.getValue().isNull()) {
                requireMapping(definition.getValue(), definition.getKey());
                JsonNode schema = Fields.lenient(definition.getValue()).raw("Schema");
                if (!Nodes.isMissingOrNull(schema)) {
                    requireMapping(schema, "the Schema of " + definition.getKey());
                }
                schemas.put(definition.getKey(), schema);
            }
        });
        return schemas;
    }

    private static void requireMapping(JsonNode node, String what) {
        if (!node.isObject()) {
            throw new BuildException(
                    "unable to parse OpenAPI definitions: " + what + " must be a mapping, not " + Nodes.kindOf(node),
                    "crds takes OpenAPI definitions by type name, not CustomResourceDefinition objects");
        }
    }

    private void load(GroupVersionKind type, String definition, List<String> path) {
        JsonNode schema = schemas.get(definition);
        if (schema == null) {
            return;
        }
        schema.path("properties").properties().forEach(property -> {
            var own = new ArrayList<>(path);
            own.add(property.getKey());
            JsonNode marks = property.getValue();
            var field = new FieldSpec(type, String.join("/", own), false);
            if (marks.has("x-kubernetes-annotation")) {
                annotations.add(field);
            }
            if (marks.has("x-kubernetes-label-selector")) {
                labels.add(field);
            }
            if (marks.has("x-kubernetes-identity")) {
                prefixes.add(field);
            }
            addReference(marks, field);
            String reference = marks.path("$ref").asText();
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
