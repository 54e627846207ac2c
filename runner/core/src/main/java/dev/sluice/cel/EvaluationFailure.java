package dev.sluice.cel;

/** Why an expression has no value for the data it was asked about: a missing key, a function that does not fit. */
public final class EvaluationFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** Without a stack: it is a value among others, which {@code ||} may overrule. */
    EvaluationFailure(String message) {
        super(message, null, false, false);
    }

    static EvaluationFailure noSuchOverload(String function) {
        return new EvaluationFailure("no such overload: " + function);
    }
}
