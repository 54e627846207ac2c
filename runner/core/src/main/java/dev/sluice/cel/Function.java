package dev.sluice.cel;

import java.util.List;

/**
 * A function that expressions can call, on a value or with it as the first argument: CEL does not tell them apart when it
 * evaluates.
 *
 * @param arguments how many it takes; {@link #ANY} where it finds out itself
 */
record Function(int arguments, Body body) {

    static final int ANY = -1;

    /** What it does. */
    @FunctionalInterface
    interface Body {
        Object apply(List<Object> arguments) throws EvaluationFailure;
    }

    /** A body with one argument. */
    @FunctionalInterface
    interface Unary {
        Object apply(Object argument) throws EvaluationFailure;
    }

    /** A body with two arguments. */
    @FunctionalInterface
    interface Binary {
        Object apply(Object left, Object right) throws EvaluationFailure;
    }

    static Function unary(Unary body) {
        return new Function(1, arguments -> body.apply(arguments.get(0)));
    }

    static Function binary(Binary body) {
        return new Function(2, arguments -> body.apply(arguments.get(0), arguments.get(1)));
    }

    static Function any(Body body) {
        return new Function(ANY, body);
    }

    boolean takes(int count) {
        return arguments == ANY || arguments == count;
    }
}
