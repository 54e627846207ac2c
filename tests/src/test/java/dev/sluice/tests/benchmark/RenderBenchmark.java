package dev.sluice.tests.benchmark;

import static java.util.Objects.requireNonNull;

import dev.sluice.artifact.Artifact;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.flux.FluxObjects;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import dev.sluice.render.Entry;
import dev.sluice.render.RenderOptions;
import dev.sluice.render.Rendered;
import dev.sluice.render.Renderer;
import dev.sluice.render.Sharing;
import dev.sluice.render.Unit;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.Workspace;
import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Renders a generated repository, and the real one of the shared data where it is there, beside a plain parse of all
 * their files: the first time, warm, by one thread, and with twice as many units. Each takes turns with the others, and
 * the median of its turns counts.
 */
public final class RenderBenchmark {

    private static final int UNITS = 80;
    private static final int TURNS = 15;
    private static final String REAL = "onedr0p-home-ops/files";
    private static final String REAL_ENTRY = "kubernetes/flux/cluster";
    private static final String GENERATED_ENTRY = "clusters/dev";
    private static final String PARSE = "parse every file";
    private static final Set<String> NOT_YET =
            Set.of("HelmRelease", "HelmRepository", "OCIRepository", "Alert", "Provider", "Receiver");

    /** Scripts that the copy of the real repository leaves out: any content does. */
    private static final List<String> SCRIPTS = List.of("refresh-series.sh", "tag-resolution.sh");

    /** A render that finds the classes it needs neither loaded nor, for the first of all, compiled. */
    private record First(Rendered rendered, Cost cost) {}

    private RenderBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("sluice-render");
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        ExecutorService one = Executors.newFixedThreadPool(1);
        ExecutorService many = Executors.newFixedThreadPool(threads);
        try {
            Path once = new RenderedRepository(UNITS).writeTo(work.resolve("once"));
            Path twice = new RenderedRepository(UNITS * 2).writeTo(work.resolve("twice"));
            var cases = new LinkedHashMap<String, Runnable>();
            cases.put(PARSE, () -> parse(once));
            cases.put("render, " + threads + " threads", () -> render(once, GENERATED_ENTRY, many));
            cases.put("render, 1 thread", () -> render(once, GENERATED_ENTRY, one));
            cases.put("render, twice the units", () -> render(twice, GENERATED_ENTRY, many));
            print("generated", first(once, GENERATED_ENTRY, many), cases);
            if (Files.isDirectory(Checkout.repositories().resolve(REAL))) {
                Path real = copy(Checkout.repositories().resolve(REAL), work.resolve("real"));
                var others = new LinkedHashMap<String, Runnable>();
                others.put(PARSE, () -> parse(real));
                others.put("render, " + threads + " threads", () -> render(real, REAL_ENTRY, many));
                others.put("render, 1 thread", () -> render(real, REAL_ENTRY, one));
                First cold = first(real, REAL_ENTRY, many);
                Cost parse = print("onedr0p-home-ops", cold, others);
                for (var program : KustomizePrograms.atHand().entrySet()) {
                    print(
                            program.getKey() + ", a process each",
                            each(program.getValue(), real, cold.rendered()),
                            parse);
                }
            } else {
                System.out.println(
                        "no " + REAL + " in " + Checkout.repositories() + ": the real repository is left out");
            }
        } finally {
            one.shutdown();
            many.shutdown();
            delete(work);
        }
    }

    /** All is new for each render, as it is for each run: nothing is kept from one turn to the next. */
    private static Rendered render(Path repository, String entry, ExecutorService executor) {
        Workspace workspace = Workspace.folder(repository);
        var renderer = new Renderer(
                new Entry(List.of(entry), "flux-system", "flux-system", true),
                workspace,
                Map.of(),
                Map.of(),
                new SourceFetcher(repository.resolve(".cache"), new CredentialSource(List.of(), Map.of())),
                new FluxObjects(),
                RemoteBases.REFUSED,
                new RenderOptions(NOT_YET, false),
                id -> Optional.empty(),
                executor,
                RunListener.NONE,
                CancelSignal.never(),
                Sharing.alone());
        return renderer.render(new Artifact(workspace.source(null), List.of()));
    }

    private static void parse(Path repository) {
        var reader = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS);
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                reader.read(Files.readString(file), file.toString());
            }
        } catch (InvalidInput e) {
            throw new IllegalStateException("a file of the repository cannot be parsed", e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static First first(Path repository, String entry, ExecutorService executor) {
        var rendered = new AtomicReference<Rendered>();
        Cost cost = Cost.of(() -> rendered.set(render(repository, entry, executor)));
        return new First(requireNonNull(rendered.get()), cost);
    }

    /** What others take for a step of it: to build the directory of each unit, as its files are. */
    private static Cost each(List<String> program, Path repository, Rendered rendered)
            throws IOException, InterruptedException {
        var commands = new ArrayList<List<String>>();
        for (Unit unit : rendered.units()) {
            var command = new ArrayList<>(program);
            command.add(repository.resolve(unit.spec().path()).normalize().toString());
            commands.add(command);
        }
        return Cost.of(commands);
    }

    /**
     * Answers what the others are compared with.
     *
     * @param cases the first is what the others are compared with
     */
    private static Cost print(String name, First first, Map<String, Runnable> cases) {
        var costs = new LinkedHashMap<String, List<Cost>>();
        for (int turn = 0; turn < TURNS; turn++) {
            cases.forEach((title, work) ->
                    costs.computeIfAbsent(title, key -> new ArrayList<>()).add(Cost.of(work)));
        }
        Cost base = median(costs.values().iterator().next());
        int objects = first.rendered().units().stream()
                .mapToInt(unit -> unit.manifests().size())
                .sum();
        System.out.printf(
                "%s: %d units, %d objects%n", name, first.rendered().units().size(), objects);
        print("the first render", first.cost(), base);
        costs.forEach((title, turns) -> print(title, median(turns), base));
        return base;
    }

    private static void print(String title, Cost cost, Cost base) {
        System.out.printf(
                "  %-34s %8.1f ms %7.2f x parse, processors %8.1f ms%n",
                title, cost.wall(), cost.wall() / base.wall(), cost.processor());
    }

    /** Of the later half, which is warm. */
    private static Cost median(List<Cost> turns) {
        List<Cost> warm = turns.subList(TURNS / 2, TURNS).stream()
                .sorted(Comparator.comparingDouble(Cost::wall))
                .toList();
        return warm.get(warm.size() / 2);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path scripts = Files.createDirectories(to.resolve("kubernetes/apps/default/sonarr/app/resources"));
        for (String script : SCRIPTS) {
            Files.writeString(scripts.resolve(script), "#!/bin/sh\n");
        }
        return to;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
