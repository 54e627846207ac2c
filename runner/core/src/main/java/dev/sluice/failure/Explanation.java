package dev.sluice.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Mistakes as a person reads them: below each the entries that led to its file, and the hint. */
public final class Explanation {

    private Explanation() {}

    /** The lines of all problems; a hint that the next problem has too is said once. */
    public static List<String> of(List<Problem> problems) {
        return of(problems, problem -> "");
    }

    /**
     * The same lines, and whom a problem concerns.
     *
     * @param whom in words that stand below the problem; empty where that is clear
     */
    public static List<String> of(List<Problem> problems, Function<Problem, String> whom) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            lines.addAll(indented(problem.toString()));
            if (!problem.through().isEmpty()) {
                lines.add("  " + chain(problem));
            }
            String concerned = whom.apply(problem);
            if (!concerned.isEmpty()) {
                lines.add("  " + concerned);
            }
            boolean said = i + 1 < problems.size()
                    && problem.hint() != null
                    && problem.hint().equals(problems.get(i + 1).hint());
            if (problem.hint() != null && !said) {
                lines.add("  hint: " + problem.hint());
            }
        }
        return lines;
    }

    /**
     * The entries that led to a problem's file: {@code in base/kustomization.yaml:4, in prod/kustomization.yaml:2}; of
     * several chains the first, and how many there are. Empty where there is none.
     */
    public static String chain(Problem problem) {
        if (problem.through().isEmpty()) {
            return "";
        }
        String first =
                problem.through().get(0).stream().map(entry -> "in " + entry).collect(Collectors.joining(", "));
        int others = problem.through().size() - 1;
        String most = others + 1 == Problem.MOST_CHAINS ? "at least " : "";
        return others == 0 ? first : first + " (and in " + most + others + " more)";
    }

    /** The lines of a text, those below the first one indented: they explain it. */
    public static List<String> indented(String text) {
        List<String> lines = text.lines().toList();
        boolean already = lines.stream().skip(1).allMatch(line -> line.startsWith(" "));
        return already ? lines : List.of(text.replace("\n", "\n  ").split("\n", -1));
    }
}
