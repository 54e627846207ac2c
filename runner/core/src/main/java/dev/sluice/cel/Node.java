package dev.sluice.cel;

/** A part of an expression that has a value. */
@FunctionalInterface
interface Node {

    Object value(Scope scope) throws EvaluationFailure;

    /** A value that is the same for all data. */
    record Constant(Object value) implements Node {

        @Override
        public Object value(Scope scope) {
            return value;
        }
    }
}
