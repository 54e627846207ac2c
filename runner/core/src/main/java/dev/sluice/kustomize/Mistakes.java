package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The mistakes of steps that do not build on each other, so that one build shows them all. */
final class Mistakes {

    /** What is wrong with an object that a build cannot walk through. */
    private static final String TOO_DEEP = "an object becomes nested too deep to be built";

    private final List<Problem> problems = new ArrayList<>();
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
            problems.addAll(e.at(location).problems());
        } catch (RemoteFailure e) {
            add(e.at(location));
        } catch (InvalidInput e) {
            e.problems().forEach(problem -> problems.add(placed(problem, location)));
        } catch (RunFailure e) {
            outside.add(e);
        } catch (StackOverflowError e) {
            // Patches and replacements can nest what no file nests; what walks over objects walks as deep as they are.
            problems.add(Problem.of(location, TOO_DEEP));
        }
        return false;
    }

    /** A mistake of a step as the one who asked for the step knows it. */
    static Problem placed(Problem problem, String location) {
        return problem.location().isEmpty() ? problem.at(location) : problem.through(location);
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
     * @throws InvalidInput with everything that was wrong so far, each once
     * @throws RunFailure where all that is wrong is that something outside of the tree cannot be had
     */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            outside.forEach(failure -> problems.addAll(failure.problems()));
            throw new InvalidInput(Problem.distinct(problems));
        }
        outside.stream().min(Comparator.comparingInt(RunFailure::exitCode)).ifPresent(worst -> {
            throw together(worst);
        });
    }

    /** Refusals are told all at once; of what may pass, one is enough for another try. */
    private RunFailure together(RunFailure worst) {
        List<Rejected> refusals = outside.stream()
                .filter(Rejected.class::isInstance)
                .map(Rejected.class::cast)
                .toList();
        return refusals.isEmpty() ? worst : Rejected.together(refusals);
    }
}
