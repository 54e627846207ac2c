package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.WrittenScalar;
import java.util.List;
import java.util.Map;

/** Puts the values of {@code vars} where objects name them: {@code $(NAME)}. After kustomize's {@code filters/refvar}. */
final class VariableTransformer implements Transformer {

    private final Map<String, JsonNode> values;
    private final FieldWalks fields;

    VariableTransformer(Map<String, JsonNode> values, List<FieldSpec> fields) {
        this.values = Map.copyOf(values);
        this.fields = new FieldWalks(fields, FieldWalk.Creation.NOTHING);
    }

    @Override
    public void transform(ResourceMap resources) {
        var mistakes = new Mistakes();
        for (Resource resource : resources.resources()) {
            mistakes.run(resource.origin().toString(), () -> fields.change(resource, this::replaceIn));
        }
        mistakes.throwIfAny();
    }

    private JsonNode replaceIn(JsonNode node) {
        if (node.isTextual()) {
            return expanded(node);
        }
        if (node instanceof ObjectNode mapping) {
            mapping.properties().forEach(field -> {
                if (field.getValue().isTextual()) {
                    field.setValue(expanded(field.getValue()));
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (!node.get(i).isTextual()) {
                    throw new BuildException("invalid value type expect a string");
                }
                ((com.fasterxml.jackson.databind.node.ArrayNode) node).set(i, expanded(node.get(i)));
            }
        }
        return node;
    }

    private JsonNode expanded(JsonNode node) {
        return node.asText().indexOf('$') < 0 ? node : expanded(node.asText());
    }

    /** {@code $$} stands for a dollar; a name that is unknown stays as it is. */
    private JsonNode expanded(String text) {
        var result = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '$' || i + 1 == text.length()) {
                result.append(c);
                i++;
                continue;
            }
            char next = text.charAt(i + 1);
            int end = next == '(' ? text.indexOf(')', i + 2) : -1;
            if (end < 0) {
                result.append(next == '$' ? "$" : "$" + next);
                i += 2;
                continue;
            }
            JsonNode value = valueOf(text.substring(i + 2, end));
            if (i == 0 && end == text.length() - 1) {
                return value;
            }
            result.append(WrittenScalar.text(value));
            i = end + 1;
        }
        return Nodes.string(result.toString());
    }

    private JsonNode valueOf(String name) {
        JsonNode value = values.get(name);
        if (value == null || value.isContainerNode()) {
            return Nodes.string("$(" + name + ")");
        }
        return value.isNull() ? Nodes.string(WrittenScalar.text(value)) : value;
    }
}
