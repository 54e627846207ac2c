package dev.sluice.tests.fuzz;

import dev.sluice.tests.kustomize.TextArchive;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Many seeds in a row: tells of differences as they are found, and counts. */
final class Campaign {

    private static final int LONGEST_LINE = 300;
    /** So many differences of one kind are made small; more would tell nothing new. */
    private static final int MOST_OF_A_KIND = 12;

    private final Comparison comparison;
    private final Path folder;
    private final PrintStream out;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();

    /**
     * @param folder gets a case file for each difference, and {@code otherwise.txt} with what both refuse, it seems for
     *     different reasons
     */
    Campaign(Comparison comparison, Path folder, PrintStream out) {
        this.comparison = comparison;
        this.folder = folder;
        this.out = out;
    }

    /** Whether there was no difference. */
    boolean run(long from, long seeds) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        long started = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            tryOne(seed);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf("%d seeds in %.0f s (%.0f a second): %s%n", seeds, seconds, seeds / seconds, outcomes);
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> out.println("%5d %s".formatted(entry.getValue(), entry.getKey())));
        return kinds.isEmpty();
    }

    /** Compares case files again; whether there was no difference. */
    boolean replay(List<Path> files) throws IOException, InterruptedException {
        boolean same = true;
        for (Path file : files) {
            FuzzCase one = FuzzCase.of(TextArchive.parse(Files.readString(file)));
            Optional<Difference> difference = comparison.confirmed(one);
            out.println(file + ": " + difference.map(Campaign::line).orElse("same"));
            same &= difference.isEmpty();
        }
        return same;
    }

    private void tryOne(long seed) throws IOException, InterruptedException {
        FuzzCase one = FuzzCase.of(RandomTree.of(seed));
        Comparison.Outcomes both = comparison.outcomes(one);
        count(both.real().getClass().getSimpleName());
        Optional<Difference> difference = both.difference();
        if (difference.isPresent()) {
            if (comparison.confirmed(one).isPresent()) {
                tell(seed, one, difference.get());
            } else {
                count("unsteady");
            }
        } else if (Difference.refusedOtherwise(both.real(), both.ours())) {
            count("refused otherwise");
            Files.writeString(
                    folder.resolve("otherwise.txt"),
                    "%d%n  %s%n  %s%n".formatted(seed, both.real(), both.ours()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private void tell(long seed, FuzzCase one, Difference difference) throws IOException, InterruptedException {
        count("different");
        if (kinds.merge(difference.kind(), 1, Integer::sum) > MOST_OF_A_KIND) {
            return;
        }
        FuzzCase small = comparison.shrunk(one, difference.kind());
        String text = "seed " + seed + ": "
                + line(comparison.outcomes(small).difference().orElse(difference));
        out.println(text);
        Files.writeString(folder.resolve(seed + ".txtar"), small.archive(text).text());
    }

    private void count(String what) {
        outcomes.merge(what, 1, Integer::sum);
    }

    private static String line(Difference difference) {
        String text = (difference.kind() + " | " + difference.text()).replaceAll("\\s*\\R\\s*", " ⏎ ");
        return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + " …";
    }
}
