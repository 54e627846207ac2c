package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.cel.EvaluationFailure;
import dev.sluice.cel.Expression;
import dev.sluice.cel.Expressions;
import dev.sluice.cel.InvalidExpression;
import dev.sluice.failure.InvalidInput;
import java.util.List;

/**
 * {@code spec.dependsOn[].readyExpr}: whether a unit may begin, told by an expression over it and over the unit that it
 * depends on. It stands in the place of Flux's own question whether that one is ready.
 */
public final class ReadyExpressions {

    /** The unit that waits, and the one that it waits for. */
    static final List<String> VARIABLES = List.of("self", "dep");

    private final Expressions expressions;

    public ReadyExpressions(Expressions expressions) {
        this.expressions = expressions;
    }

    /** An expression that was read. */
    public static final class ReadyExpression {
        private final Expression expression;

        private ReadyExpression(Expression expression) {
            this.expression = expression;
        }

        /**
         * Whether the unit may begin. An expression that has no value is not true yet: what it asks for may come.
         *
         * @param self the unit, as an object with its status
         * @param dependency the unit that it depends on
         */
        public boolean isTrue(JsonNode self, JsonNode dependency) {
            var variables = JsonNodeFactory.instance.objectNode();
            variables.set("self", self);
            variables.set("dep", dependency);
            try {
                return expression.isTrue(variables);
            } catch (EvaluationFailure e) {
                return false;
            }
        }
    }

    /**
     * The expression of a dependency that has one.
     *
     * @throws InvalidInput if it is none; rendering has told so before
     */
    public ReadyExpression of(DependencyReference dependency) {
        String text = requireNonNull(dependency.readyExpr(), "readyExpr");
        try {
            return new ReadyExpression(expressions.condition(text, VARIABLES));
        } catch (InvalidExpression e) {
            throw new InvalidInput(dependency.id().toString(), "readyExpr: " + e.getMessage());
        }
    }
}
