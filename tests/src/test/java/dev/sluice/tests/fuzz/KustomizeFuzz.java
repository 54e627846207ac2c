package dev.sluice.tests.fuzz;

import dev.sluice.tests.Checkout;
import dev.sluice.tests.kustomize.TextArchive;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The program behind {@code tests/fuzz kustomize}: builds random kustomizations with Sluice and with the real
 * {@code kustomize}, makes those that differ small, and leaves each as a case file.
 */
public final class KustomizeFuzz implements AutoCloseable {

    private static final int LONGEST_TEXT = 300;

    private final Program real;
    private final Program confirming;
    private final Program ours = new OurKustomize();
    private final Path workspace;

    /**
     * @param real the original
     * @param confirming the same, trusted more
     */
    KustomizeFuzz(Program real, Program confirming) throws IOException {
        this.real = real;
        this.confirming = confirming;
        this.workspace = Files.createTempDirectory("sluice-fuzz");
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments), System.out));
    }

    /** The real program: {@code -Dsluice.kustomize=PATH}, else the one on the path or in Go's directory of programs. */
    static Optional<Path> program() {
        var places = new ArrayList<Path>();
        String given = System.getProperty("sluice.kustomize", "");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            places.add(Path.of(directory, "kustomize"));
        }
        places.add(Path.of(System.getProperty("user.home"), "go", "bin", "kustomize"));
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    static KustomizeFuzz with(Path program) throws IOException {
        var single = new KustomizeProcess(program);
        String server = System.getProperty("sluice.kustomize.server", "");
        return new KustomizeFuzz(server.isEmpty() ? single : new KustomizeServer(Path.of(server), single), single);
    }

    private static int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            out.println("no kustomize to compare with: put it on the PATH, or name it: -Dsluice.kustomize=PATH");
            return 2;
        }
        try (KustomizeFuzz fuzz = with(program.get())) {
            if (arguments.stream().anyMatch(argument -> argument.endsWith(".txtar"))) {
                return fuzz.replay(arguments, out);
            }
            long seeds = option(arguments, "--seeds", 1000);
            long from = option(arguments, "--from", 1);
            return fuzz.campaign(from, seeds, out);
        }
    }

    private static long option(List<String> arguments, String name, long fallback) {
        int index = arguments.indexOf(name);
        return index < 0 ? fallback : Long.parseLong(arguments.get(index + 1));
    }

    private int replay(List<String> files, PrintStream out) throws IOException, InterruptedException {
        int worst = 0;
        for (String file : files) {
            FuzzCase one = FuzzCase.of(TextArchive.parse(Files.readString(Path.of(file))));
            Optional<Difference> difference = difference(one, confirming);
            out.println(file + ": " + difference.map(KustomizeFuzz::line).orElse("same"));
            worst = difference.isPresent() ? 1 : worst;
        }
        return worst;
    }

    private int campaign(long from, long seeds, PrintStream out) throws IOException, InterruptedException {
        Path folder = Checkout.root().resolve("tests/target/fuzz");
        Files.createDirectories(folder);
        var counts = new TreeMap<String, Integer>();
        var kinds = new TreeMap<String, Integer>();
        var refusals = new TreeMap<String, Integer>();
        long started = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            FuzzCase one = FuzzCase.of(RandomTree.of(seed));
            Outcome[] outcomes = outcomes(one, real);
            Optional<Difference> difference = Difference.of(outcomes[0], outcomes[1]);
            counts.merge(outcomes[0].getClass().getSimpleName(), 1, Integer::sum);
            if (outcomes[0] instanceof Outcome.Refused r) refusals.merge(Difference.generalized(r.message()) + " ~~ " + (Difference.generalized(r.message()).startsWith("missing _") || Difference.generalized(r.message()).contains("must resolve") ? r.message().substring(Math.max(0, r.message().length() - 250)) : ""), 1, Integer::sum);
            if (difference.isEmpty()) {
                if (Difference.refusedOtherwise(outcomes[0], outcomes[1])) {
                    counts.merge("refused otherwise", 1, Integer::sum);
                    Files.writeString(
                            folder.resolve("otherwise.txt"),
                            seed + "\n  " + outcomes[0] + "\n  " + outcomes[1] + "\n",
                            java.nio.file.StandardOpenOption.CREATE,
                            java.nio.file.StandardOpenOption.APPEND);
                }
                continue;
            }
            if (difference(one, confirming).isEmpty()) {
                counts.merge("unsteady", 1, Integer::sum);
                continue;
            }
            String kind = difference.get().kind();
            int already = kinds.merge(kind, 1, Integer::sum);
            counts.merge("different", 1, Integer::sum);
            if (already > 12) {
                continue;
            }
            FuzzCase small = shrunk(one, kind);
            String text = line(difference(small, confirming).orElse(difference.get()));
            out.println("seed " + seed + ": " + text);
            Files.writeString(
                    folder.resolve(seed + ".txtar"),
                    small.archive("Seed " + seed + ": " + text).text());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf("%d seeds in %.0f s (%.0f a second): %s%n", seeds, seconds, seeds / seconds, counts);
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> out.println("%5d %s".formatted(entry.getValue(), entry.getKey())));
        refusals.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(2500).forEach(entry -> out.println("R %5d %s".formatted(entry.getValue(), entry.getKey())));
        return kinds.isEmpty() ? 0 : 1;
    }

    private FuzzCase shrunk(FuzzCase one, String kind) throws IOException, InterruptedException {
        return new Shrinker(smaller -> difference(smaller, real)
                        .filter(found -> found.kind().equals(kind))
                        .isPresent())
                .shrink(one);
    }

    private static String line(Difference difference) {
        String text = (difference.kind() + " | " + difference.text()).replaceAll("\\s*\\R\\s*", " ⏎ ");
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " …";
    }

    /** The difference between both programs' builds of a case. */
    Optional<Difference> difference(FuzzCase one) throws IOException, InterruptedException {
        return difference(one, real);
    }

    private Optional<Difference> difference(FuzzCase one, Program original) throws IOException, InterruptedException {
        Outcome[] outcomes = outcomes(one, original);
        return Difference.of(outcomes[0], outcomes[1]);
    }

    private Outcome[] outcomes(FuzzCase one, Program original) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory(workspace, "build").toRealPath();
        try {
            one.archive("").writeTo(root);
            Files.createDirectories(root.resolve(one.directory()));
            return new Outcome[] {original.build(one, root), ours.build(one, root)};
        } finally {
            delete(root);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        real.close();
        delete(workspace);
    }
}
