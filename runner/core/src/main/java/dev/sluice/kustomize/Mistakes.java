package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The mistakes of steps that do not build on each other, so that one build shows them all. */
final class Mistakes {

    private final Set<Problem> problems = new LinkedHashSet<>();

    /**
     * Runs a step.
     *
     * @param location where a mistake without a place of its own is
     * @return whether there was none
     */
    boolean run(String location, Runnable step) {
        try {
            step.run();
            return true;
        } catch (BuildException e) {
            problems.add(new Problem(location, e.what(), e.hint()));
        } catch (InvalidInput e) {
            problems.addAll(e.problems());
        }
        return false;
    }

    boolean areNone() {
        return problems.isEmpty();
    }

    /**
     * @throws InvalidInput with everything that was wrong so far
     */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(List.copyOf(problems));
        }
    }
}
