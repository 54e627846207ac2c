package dev.sluice.cel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** An expression that can be evaluated; it may be used by several threads. */
public final class Expression {

    private final String text;
    private final Node node;

    Expression(String text, Node node) {
        this.text = text;
        this.node = node;
    }

    /**
     * Whether the expression is true.
     *
     * @param data the variables: the fields of an object
     * @throws EvaluationFailure if it has no value for them, or one that is neither true nor false
     */
    public boolean isTrue(JsonNode data) throws EvaluationFailure {
        if (value(data) instanceof Boolean value) {
            return value;
        }
        throw new EvaluationFailure("failed to evaluate CEL expression as boolean: '" + text + "'");
    }

    /**
     * The text that the expression answers.
     *
     * @param data the variables: the fields of an object
     * @throws EvaluationFailure if it has no value for them, or one that is no text
     */
    public String text(JsonNode data) throws EvaluationFailure {
        if (value(data) instanceof String value) {
            return value;
        }
        throw new EvaluationFailure("failed to evaluate CEL expression as string: '" + text + "'");
    }

    /** For the tests: any value. */
    Object value(JsonNode data) throws EvaluationFailure {
        var variables = new TreeMap<String, Object>();
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            variables.put(entry.getKey(), JsonValues.of(entry.getValue()));
        }
        try {
            return node.value(new Variables(variables));
        } catch (EvaluationFailure e) {
            throw new EvaluationFailure("failed to evaluate the CEL expression '" + text + "': " + e.getMessage());
        }
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
