package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The mistakes of steps that do not build on each other, so that one build shows them all. */
final class Mistakes {

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<RunFailure> outside = new ArrayList<>();

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
            add(e.at(location));
        } catch (RunFailure e) {
            add(e);
        }
        return false;
    }

    private void add(RunFailure failure) {
        if (failure instanceof InvalidInput invalid) {
            problems.addAll(invalid.problems());
        } else {
            outside.add(failure);
        }
    }

    boolean areNone() {
        return problems.isEmpty() && outside.isEmpty();
    }

    /**
     * Ends the build where something is wrong.
     *
     * @throws InvalidInput with everything that was wrong so far
     * @throws RunFailure where only what lies outside of the tree could not be had
     */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            var all = new ArrayList<>(problems);
            outside.forEach(failure -> all.addAll(failure.problems()));
            throw new InvalidInput(all);
        }
        outside.stream().min(Comparator.comparingInt(RunFailure::exitCode)).ifPresent(failure -> {
            throw together(failure);
        });
    }

    /** All refusals where one is the worst: no second try changes them. */
    private RunFailure together(RunFailure worst) {
        List<Rejected> refusals = outside.stream()
                .filter(Rejected.class::isInstance)
                .map(Rejected.class::cast)
                .toList();
        return refusals.isEmpty() ? worst : Rejected.together(refusals);
    }
}
