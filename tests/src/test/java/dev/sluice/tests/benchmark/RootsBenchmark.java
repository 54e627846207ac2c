package dev.sluice.tests.benchmark;

import dev.sluice.artifact.Artifact;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.flux.FluxObjects;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.render.Entry;
import dev.sluice.render.RenderOptions;
import dev.sluice.render.Rendered;
import dev.sluice.render.Renderer;
import dev.sluice.render.Sharing;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Renders the clusters of a generated repository in one run, beside one of them; by one thread and by two. They take
 * turns, and the median of the later turns counts.
 */
public final class RootsBenchmark {

    private static final int CLUSTERS = 16;
    private static final int APPLICATIONS = 250;
    private static final int TURNS = 7;
    private static final Set<String> NOT_YET = Set.of("HelmRelease");

    /** What the roots of one run have in common. */
    private record Run(Workspace workspace, FluxObjects flux, ExecutorService executor, Sharing sharing) {

        Run(Path repository, ExecutorService executor) {
            this(Workspace.folder(repository), new FluxObjects(), executor, new Sharing());
        }

        Rendered render(String entry) {
            var renderer = new Renderer(
                    new Entry(List.of(entry), "flux-system", "flux-system", true),
                    workspace,
                    Map.of(),
                    Map.of(),
                    new SourceFetcher(workspace.root().resolve(".cache"), new CredentialSource(List.of(), Map.of())),
                    flux,
                    RemoteBases.REFUSED,
                    new RenderOptions(NOT_YET, true),
                    id -> Optional.empty(),
                    executor,
                    RunListener.NONE,
                    CancelSignal.never(),
                    sharing);
            return renderer.render(new Artifact(workspace.source(null), List.of()));
        }
    }

    private RootsBenchmark() {}

    /**
     * Prints the table.
     *
     * @param arguments {@code shared} or {@code written_out}; both where there is none
     */
    public static void main(String[] arguments) throws IOException {
        for (ClusterRoots.Layout layout : ClusterRoots.Layout.values()) {
            String name = layout.name().toLowerCase(Locale.ROOT);
            if (arguments.length == 0 || List.of(arguments).contains(name)) {
                compare(name, new ClusterRoots(CLUSTERS, APPLICATIONS, layout));
            }
        }
    }

    private static void compare(String name, ClusterRoots roots) throws IOException {
        Path work = Files.createTempDirectory("sluice-roots");
        try {
            Path repository = roots.writeTo(work);
            for (int threads : new int[] {1, 2}) {
                ExecutorService executor = Executors.newFixedThreadPool(threads);
                ExecutorService callers = Executors.newFixedThreadPool(threads);
                try {
                    compare(name + ", threads: " + threads, repository, roots.entries(), executor, callers);
                } finally {
                    executor.shutdown();
                    callers.shutdown();
                }
            }
        } finally {
            delete(work);
        }
    }

    private static void compare(
            String title, Path repository, List<String> entries, ExecutorService executor, ExecutorService callers) {
        List<String> one = entries.subList(0, 1);
        var ones = new ArrayList<Cost>();
        var all = new ArrayList<Cost>();
        for (int turn = 0; turn < TURNS; turn++) {
            ones.add(Cost.of(() -> together(repository, one, executor, callers)));
            all.add(Cost.of(() -> together(repository, entries, executor, callers)));
        }
        int objects = new Run(repository, executor)
                .render(one.get(0)).units().stream()
                        .mapToInt(unit -> unit.manifests().size())
                        .sum();
        System.out.printf("%s; a root has %d objects%n", title, objects);
        Cost single = median(ones);
        print("one root", single, single);
        print(entries.size() + " roots in one run", median(all), single);
        System.out.printf(
                "  most that the pools of the heap held: %d MB%n",
                peak(() -> together(repository, entries, executor, callers)) >> 20);
    }

    /** As a run does: nothing is kept from one turn to the next, and no root's objects longer than it takes. */
    private static void together(
            Path repository, List<String> entries, ExecutorService executor, ExecutorService callers) {
        var run = new Run(repository, executor);
        List<Callable<Integer>> tasks = entries.stream()
                .<Callable<Integer>>map(entry -> () -> run.render(entry).units().size())
                .toList();
        try {
            for (Future<Integer> root : callers.invokeAll(tasks)) {
                root.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(String title, Cost cost, Cost single) {
        System.out.printf(
                "  %-24s %7.0f ms %6.2f x one root, processors %7.0f ms %6.2f x%n",
                title,
                cost.wall(),
                cost.wall() / single.wall(),
                cost.processor(),
                cost.processor() / single.processor());
    }

    /** Of the later half, which is warm. */
    private static Cost median(List<Cost> turns) {
        List<Cost> warm = turns.subList(TURNS / 2, TURNS).stream()
                .sorted(Comparator.comparingDouble(Cost::wall))
                .toList();
        return warm.get(warm.size() / 2);
    }

    private static long peak(Runnable work) {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        work.run();
        return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
