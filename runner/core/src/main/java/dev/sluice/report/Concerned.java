package dev.sluice.report;

import dev.sluice.failure.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which of several roots has which of the mistakes and warnings that a report tells once. */
final class Concerned {

    /** More names say no more. */
    private static final int NAMED = 3;

    private record Mistake(String location, String what) {
        static Mistake of(Problem problem) {
            return new Mistake(problem.location(), problem.what());
        }
    }

    private final int all;
    private final Map<Mistake, Set<String>> roots = new HashMap<>();

    Concerned(RunReport report) {
        this.all = report.roots().size();
        report.roots().forEach(root -> Stream.of(root.problems(), root.warnings(), root.notes())
                .flatMap(Collection::stream)
                .forEach(problem -> roots.computeIfAbsent(Mistake.of(problem), any -> new LinkedHashSet<>())
                        .add(root.entry())));
    }

    /** Their names; empty where the run is about one root. */
    List<String> roots(Problem problem) {
        return List.copyOf(roots.getOrDefault(Mistake.of(problem), Set.of()));
    }

    /** The same in words: {@code in all 16 roots}, {@code in 4 roots: a, b, c, …}. */
    String words(Problem problem) {
        List<String> names = roots(problem);
        if (names.isEmpty()) {
            return "";
        }
        if (names.size() == all) {
            return all == 2 ? "in both roots" : "in all " + all + " roots";
        }
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        String named = names.size() > NAMED ? first + ", …" : first;
        return names.size() == 1 ? "in the root " + named : "in " + names.size() + " roots: " + named;
    }
}
