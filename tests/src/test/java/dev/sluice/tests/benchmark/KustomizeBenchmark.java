package dev.sluice.tests.benchmark;

import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds kustomizations: those of the shared data beside {@code kustomize build} and {@code kubectl kustomize}, one that
 * is large, a thousand overlays of one base, and how the time grows with the number of objects. An argument
 * ({@code cases}, {@code large}, {@code overlays}, {@code growth}) runs one of these.
 */
public final class KustomizeBenchmark {

    private static final int ROUNDS = 15;

    /** The processor's time is counted in steps of 10 ms. */
    private static final int ROUND_MILLIS = 200;

    private static final int LARGE = 4_000;
    private static final String HEAP = "300m";
    private static final int OVERLAYS = 1_000;
    private static final List<String> PARTS = List.of("cases", "large", "overlays", "growth");

    /** What the same work cost in several rounds. */
    private record Rounds(Cost best, Cost median) {}

    private final Path work;
    private final ColdKustomize cold;

    private KustomizeBenchmark(Path work) throws IOException {
        this.work = work;
        this.cold = new ColdKustomize(Files.createDirectories(work.resolve("cold")));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("sluice-kustomize");
        try {
            var benchmark = new KustomizeBenchmark(work);
            for (String part : arguments.length == 0 ? PARTS : List.of(arguments)) {
                switch (part) {
                    case "cases" -> benchmark.sharedData();
                    case "large" -> benchmark.large();
                    case "overlays" -> benchmark.overlays();
                    case "growth" -> new KustomizeGrowth(work.resolve("growth")).print();
                    default -> throw new IllegalArgumentException("no part " + part + "; there are " + PARTS);
                }
            }
        } finally {
            delete(work);
        }
    }

    private void sharedData() throws IOException, InterruptedException {
        Path area = Checkout.conformance().resolve("kustomize");
        if (Files.isRegularFile(area.resolve("index.json"))) {
            compare("conformance cases", KustomizeDirectories.cases(area));
        } else {
            System.out.println("no conformance cases in " + area + ": they are left out");
        }
        if (!Files.isDirectory(Checkout.repositories())) {
            System.out.println("no repositories in " + Checkout.repositories() + ": they are left out");
            return;
        }
        try (Stream<Path> repositories = Files.list(Checkout.repositories())) {
            for (Path repository :
                    repositories.filter(Files::isDirectory).sorted().toList()) {
                compare(String.valueOf(repository.getFileName()), KustomizeDirectories.ofRepository(repository));
            }
        }
    }

    private void compare(String name, List<KustomizeDirectory> directories) throws IOException, InterruptedException {
        System.out.printf("%s: %d directories%n", name, directories.size());
        var kept = new KustomizeDirectory.Kustomizes();
        Rounds fresh = rounds(() -> build(directories, new KustomizeDirectory.Kustomizes()));
        Rounds again = rounds(() -> build(directories, kept));
        print("warm", fresh.best(), fresh.best());
        print("  median", fresh.median(), fresh.best());
        print("warm, files known", again.best(), fresh.best());
        print("  median", again.median(), fresh.best());
        print("cold, one process", cold.plain(directories), fresh.best());
        cold.archived(directories);
        print("cold, as ./sluice starts", cold.archived(directories), fresh.best());
        compareWithPrograms(directories, fresh.best());
    }

    private static void compareWithPrograms(List<KustomizeDirectory> directories, Cost own)
            throws IOException, InterruptedException {
        var programs = KustomizePrograms.atHand();
        for (var program : programs.entrySet()) {
            print(program.getKey() + ", a process each", KustomizePrograms.each(program.getValue(), directories), own);
        }
        if (programs.size() < 2) {
            System.out.println("  at hand: " + programs.keySet() + "; see docs/benchmarks.md for the others");
        }
    }

    private void large() throws IOException, InterruptedException {
        for (KustomizeShape shape : List.of(KustomizeShape.PLAIN, KustomizeShape.EVERYTHING)) {
            Path directory = work.resolve("large-" + shape);
            shape.write(directory, LARGE);
            var one = List.of(new KustomizeDirectory(directory, "", List.of()));
            one.get(0).requireResult();
            Rounds warm = rounds(() -> build(one, new KustomizeDirectory.Kustomizes()));
            System.out.printf(
                    "%d objects, %s: %d KB%n",
                    LARGE, shape.title(), Files.size(directory.resolve("objects.yaml")) / 1_000);
            print("warm", warm.best(), warm.best());
            print("cold, one process", cold.plain(one), warm.best());
            String[] said = cold.limited(one.get(0), HEAP).split(" ", -1);
            System.out.println(
                    said.length < 3
                            ? "  does not fit into " + HEAP
                            : "  in a heap of " + HEAP + ": cold " + said[1] + " ms, peak " + said[2] + " MB");
            compareWithPrograms(one, warm.best());
        }
    }

    private void overlays() throws IOException {
        Path tree = work.resolve("overlays");
        KustomizeShape.REFERENCES_OF_EACH.write(tree.resolve("base"), 30);
        var directories = new ArrayList<KustomizeDirectory>();
        for (int number = 0; number < OVERLAYS; number++) {
            Path overlay = Files.createDirectories(tree.resolve("overlay-" + number));
            Files.writeString(overlay.resolve("kustomization.yaml"), overlay(number));
            directories.add(new KustomizeDirectory(tree, String.valueOf(overlay.getFileName()), List.of()));
        }
        var kept = new KustomizeDirectory.Kustomizes();
        directories.forEach(KustomizeDirectory::requireResult);
        Rounds again = rounds(() -> build(directories, kept));
        Rounds fresh = rounds(
                () -> directories.forEach(directory -> build(List.of(directory), new KustomizeDirectory.Kustomizes())));
        System.out.printf("%d overlays of one base of 30 objects%n", OVERLAYS);
        print("warm, files known", again.best(), again.best());
        print("warm, all read for each", fresh.best(), again.best());
    }

    private static String overlay(int number) {
        return """
                resources: [../base]
                nameSuffix: "-%1$d"
                commonAnnotations: {overlay: "%1$d"}
                images: [{name: registry.example/shop/web, newTag: 2.0.%1$d}]
                patches:
                - target: {kind: Deployment, name: web-1}
                  patch: |
                    - {op: replace, path: /spec/replicas, value: %1$d}
                """.formatted(number);
    }

    private static void build(List<KustomizeDirectory> directories, KustomizeDirectory.Kustomizes kustomizes) {
        directories.forEach(directory -> directory.build(kustomizes));
    }

    /** Of the later half of the rounds, which is warm; short work is done several times a round. */
    private static Rounds rounds(Runnable work) {
        var costs = new ArrayList<Cost>();
        int times = 1;
        for (int i = 0; i < ROUNDS; i++) {
            Cost cost = Cost.of(times, work);
            costs.add(cost);
            times = Math.max(times, (int) Math.ceil(ROUND_MILLIS / Math.max(cost.wall(), 1)));
        }
        List<Cost> warm = costs.subList(ROUNDS / 2, ROUNDS).stream()
                .sorted(Comparator.comparingDouble(Cost::processor))
                .toList();
        return new Rounds(warm.get(0), warm.get(warm.size() / 2));
    }

    private static void print(String title, Cost cost, Cost base) {
        System.out.printf(
                "  %-36s %9.1f ms %9.1f ms CPU %7.2f x CPU%n",
                title, cost.wall(), cost.processor(), cost.processor() / base.processor());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
