package dev.sluice.validate;

/** One kind of question to what was rendered. */
@FunctionalInterface
interface Check {

    /** Tells what it finds. */
    void look(Scope scope, Findings findings);
}
