package dev.sluice.failure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file, a reference or an option is wrong: carries every mistake that was found, so that one run shows them all. */
public final class InvalidInput extends RunFailure {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidInput(List<Problem> problems) {
        this(problems, null);
    }

    public InvalidInput(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), firstHint(problems), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("invalid input without a problem");
        }
        this.problems = List.copyOf(problems);
    }

    public InvalidInput(String location, String what) {
        this(List.of(Problem.of(location, what)));
    }

    public InvalidInput(String location, String what, @Nullable String hint) {
        this(List.of(new Problem(location, what, hint)));
    }

    /** All mistakes, in the order in which they were found; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public int exitCode() {
        return 3;
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
