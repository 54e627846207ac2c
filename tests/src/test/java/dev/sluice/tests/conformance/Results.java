package dev.sluice.tests.conformance;

import java.util.List;

/** How all cases of an area went, in the order of the cases. */
record Results(List<Result> all) {

    Results {
        all = List.copyOf(all);
    }

    List<Result> failed() {
        return all.stream().filter(result -> !result.passed()).toList();
    }

    int passedCount() {
        return all.size() - failed().size();
    }

    /** Whether there were cases and all of them passed. */
    boolean isWhole() {
        return !all.isEmpty() && failed().isEmpty();
    }

    /** {@code N passed, M failed}. */
    String summary() {
        return passedCount() + " passed, " + failed().size() + " failed";
    }
}
