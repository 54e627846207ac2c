package dev.sluice.kustomize;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A text that several fields of one object hold together: Kustomize puts one and the same node of a label into all fields
 * that get it ({@code SetEntry} in {@code api/filters/filtersutil/setters.go}), and who sets the value of one of them later
 * sets it in that node. A copy is a text of its own.
 */
final class SharedText extends ValueNode {

    private static final long serialVersionUID = 1L;

    private String text;

    SharedText(String text) {
        this.text = text;
    }

    /** What stands in a field after it was set: what was there, changed for all who hold it, or else the new value. */
    static JsonNode assigned(@Nullable JsonNode present, JsonNode value) {
        if (present instanceof SharedText shared && value.isTextual()) {
            shared.text = value.asText();
            return shared;
        }
        return value;
    }

    /** Puts texts of their own in place of all that are held together below a node: nothing changes them any more. */
    static void release(JsonNode node) {
        if (node instanceof ObjectNode mapping) {
            mapping.properties().forEach(field -> {
                if (field.getValue() instanceof SharedText shared) {
                    field.setValue(shared.deepCopy());
                }
            });
        }
        node.forEach(SharedText::release);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Jackson's own nodes do.
    public <T extends JsonNode> T deepCopy() {
        return (T) TextNode.valueOf(text);
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.STRING;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_STRING;
    }

    @Override
    public String textValue() {
        return text;
    }

    @Override
    public String asText() {
        return text;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeString(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonNode node
                && node.isTextual()
                && node.asText().equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
