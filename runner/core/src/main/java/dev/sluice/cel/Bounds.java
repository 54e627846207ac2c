package dev.sluice.cel;

/**
 * How much one evaluation may take: Flux's ends with the health check that asks (cel-go's interrupt check), and its pod with
 * its memory; here the run goes on, and says which expression it was.
 */
final class Bounds {

    /** The items that all comprehensions together look at; the loops of a real expression look at some hundred. */
    static final int STEPS = 10_000_000;

    private static final int LENGTH = 10_000_000;

    private Bounds() {}

    /** Of a text or a list that is about to be made. */
    static void checkLength(long length) throws EvaluationFailure {
        if (length > LENGTH) {
            throw new EvaluationFailure("operation interrupted: a value of more than " + LENGTH + " letters or items");
        }
    }
}
