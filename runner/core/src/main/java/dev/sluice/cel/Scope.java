package dev.sluice.cel;

import org.jspecify.annotations.Nullable;

/** The variables that an expression, or a part of it, sees. */
interface Scope {

    /**
     * The value of a variable; null where there is none of that name.
     *
     * @throws EvaluationFailure where the variable holds what failed before
     */
    @Nullable
    Object find(String name) throws EvaluationFailure;

    /**
     * Counts an item of a comprehension.
     *
     * @throws EvaluationFailure where the evaluation has had too many
     */
    default void step() throws EvaluationFailure {}
}
