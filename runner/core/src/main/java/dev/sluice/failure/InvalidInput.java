package dev.sluice.failure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file, a reference or an option is wrong: carries every mistake that was found, so that one run shows them all. */
public final class InvalidInput extends RunFailure {

    private static final long serialVersionUID = 1L;

    private static final int INVALID = 3;
    private static final int USAGE = 2;

    private final transient List<Problem> problems;
    private final int exitCode;

    public InvalidInput(List<Problem> problems) {
        this(problems, null);
    }

    public InvalidInput(List<Problem> problems, @Nullable Throwable cause) {
        this(problems, INVALID, cause);
    }

    private InvalidInput(List<Problem> problems, int exitCode, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), firstHint(problems), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("invalid input without a problem");
        }
        this.problems = List.copyOf(problems);
        this.exitCode = exitCode;
    }

    public InvalidInput(String location, String what) {
        this(List.of(Problem.of(location, what)));
    }

    public InvalidInput(String location, String what, @Nullable String hint) {
        this(List.of(new Problem(location, what, hint)));
    }

    /** The options of a run are wrong or do not fit together; no file is to blame. */
    public static InvalidInput usage(List<Problem> problems) {
        return new InvalidInput(problems, USAGE, null);
    }

    /** All mistakes, in the order in which they were found; never empty. */
    @Override
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public InvalidInput at(String place) {
        List<Problem> placed = problems.stream()
                .map(problem -> problem.rule()
                        .map(new Problem(place, problem.toString(), problem.hint())::under)
                        .orElseGet(() -> new Problem(place, problem.toString(), problem.hint())))
                .toList();
        return new InvalidInput(placed, exitCode, this);
    }

    @Override
    public int exitCode() {
        return exitCode;
    }

    private static @Nullable String firstHint(List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.hint() != null) {
                return problem.hint();
            }
        }
        return null;
    }
}
