package dev.sluice.cel;

import dev.cel.common.types.SimpleType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions for the environment in which Flux evaluates them (fluxcd/pkg {@code runtime/cel/expression.go}).
 * The parser is made when the first one is read: who has no expression pays nothing.
 */
public final class Expressions {

    private @Nullable Syntax syntax;
    private @Nullable Planner planner;

    /** An expression over any variables, whose types are seen when it is evaluated: Flux's {@code NewExpression(text)}. */
    public Expression parse(String text) throws InvalidExpression {
        return new Expression(text, planner().plan(syntax().parsed(text)));
    }

    /**
     * An expression that is true or false, checked to be one: Flux's {@code WithCompile}, {@code WithOutputType} and
     * {@code WithStructVariables}.
     *
     * @param variables the names of the objects that it may ask
     */
    public Expression condition(String text, List<String> variables) throws InvalidExpression {
        return new Expression(text, planner().plan(syntax().checked(text, SimpleType.BOOL, variables)));
    }

    /**
     * An expression that answers a text, checked to do so.
     *
     * @param variables the names of the objects that it may ask
     */
    public Expression text(String text, List<String> variables) throws InvalidExpression {
        return new Expression(text, planner().plan(syntax().checked(text, SimpleType.STRING, variables)));
    }

    private synchronized Syntax syntax() {
        if (syntax == null) {
            syntax = new Syntax();
        }
        return syntax;
    }

    private synchronized Planner planner() {
        if (planner == null) {
            planner = new Planner(new Functions());
        }
        return planner;
    }
}
