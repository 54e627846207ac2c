package dev.sluice.tests.conformance;

import java.util.Optional;

/** How one case went: empty where it passed, else a short difference in one line. */
record Result(String name, Optional<String> difference) {

    boolean passed() {
        return difference.isEmpty();
    }

    /** {@code FAIL name: short difference}. */
    String failLine() {
        return "FAIL " + name + ": " + difference.orElse("passed");
    }
}
