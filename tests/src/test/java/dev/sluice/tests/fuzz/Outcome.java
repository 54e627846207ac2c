package dev.sluice.tests.fuzz;

/** What comes of a build. */
sealed interface Outcome {

    /** The text that was built. */
    record Built(String text) implements Outcome {}

    /** The input was refused, with a message. */
    record Refused(String message) implements Outcome {}

    /** The program itself failed. */
    record Broken(String reason) implements Outcome {}
}
