package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds labels or annotations. After kustomize's {@code LabelTransformer} and {@code AnnotationsTransformer}. */
final class EntryTransformer implements Transformer {

    private final Map<String, String> entries;
    private final FieldWalks fields;

    EntryTransformer(Map<String, String> entries, List<FieldSpec> fields) {
        this.entries = new TreeMap<>(entries);
        this.fields = new FieldWalks(fields, FieldWalk.Creation.MAPPING);
    }

    @Override
    public void transform(ResourceMap resources) {
        if (entries.isEmpty()) {
            return;
        }
        for (Resource resource : resources.resources()) {
            entries.forEach((key, value) -> {
                var shared = new SharedText(value);
                fields.change(resource, node -> addTo(node, key, shared));
            });
        }
    }

    private static JsonNode addTo(JsonNode node, String key, SharedText shared) {
        if (node.isNull()) {
            return node;
        }
        if (!(node instanceof ObjectNode mapping)) {
            throw new BuildException("a mapping is expected, not " + Nodes.kindOf(node));
        }
        JsonNode present = mapping.get(key);
        if (present == null) {
            mapping.set(TextKeys.unquoted(key), shared);
        } else {
            mapping.set(key, SharedText.assigned(present, shared.deepCopy()));
        }
        return mapping;
    }
}
