package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;

/** The mistakes of steps that do not build on each other, so that one build shows them all. */
final class Mistakes {

    /** What is wrong with an object that a build cannot walk through. */
    private static final String TOO_DEEP = "an object becomes nested too deep to be built";

    private final List<Problem> problems = new ArrayList<>();

    /**
     * Runs a step.
     *
     * @param location where a mistake without a place of its own is; of one in another file it is the entry that led there
     * @return whether there was none
     */
    boolean run(String location, Runnable step) {
        try {
            step.run();
            return true;
        } catch (BuildException e) {
            problems.add(new Problem(location, e.what(), e.hint()));
        } catch (InvalidInput e) {
            e.problems().forEach(problem -> problems.add(problem.through(location)));
        } catch (StackOverflowError e) {
            // Patches and replacements can nest what no file nests; what walks over objects walks as deep as they are.
            problems.add(Problem.of(location, TOO_DEEP));
        }
        return false;
    }

    boolean areNone() {
        return problems.isEmpty();
    }

    /**
     * @throws InvalidInput with everything that was wrong so far, each once
     */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(Problem.distinct(problems));
        }
    }
}
