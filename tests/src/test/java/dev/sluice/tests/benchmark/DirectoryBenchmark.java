package dev.sluice.tests.benchmark;

import dev.sluice.apply.Applied;
import dev.sluice.apply.Applier;
import dev.sluice.apply.ApplyOptions;
import dev.sluice.apply.Pruner;
import dev.sluice.artifact.Artifact;
import dev.sluice.change.PlanOptions;
import dev.sluice.change.Planner;
import dev.sluice.cluster.DirectoryCluster;
import dev.sluice.cluster.RunLock;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plans, applies and prunes many objects on a directory target: a first run, a run without a change, and a run that finds
 * one object in a hundred changed; beside them a plain loop that writes the same texts. The number of objects is an
 * argument.
 */
public final class DirectoryBenchmark {

    private static final int OBJECTS = 5_000;
    private static final int ROUNDS = 5;
    private static final int DRIFT = 100;

    private record Round(Duration plain, Duration first, Duration unchanged, Duration drifted) {}

    private DirectoryBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int objects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : OBJECTS;
        Rendered rendered = rendered(objects);
        System.out.printf("%d objects, milliseconds (and ratio to the plain loop)%n", objects);
        System.out.printf("%-8s %12s %18s %18s %18s%n", "round", "plain loop", "first run", "no change", "1 % drift");
        for (int i = 1; i <= ROUNDS; i++) {
            Round round = round(rendered);
            System.out.printf(
                    "%-8d %12d %18s %18s %18s%n",
                    i,
                    round.plain().toMillis(),
                    cell(round.first(), round),
                    cell(round.unchanged(), round),
                    cell(round.drifted(), round));
        }
    }

    private static String cell(Duration took, Round round) {
        return String.format(
                "%d (%.2f)",
                took.toMillis(), (double) took.toNanos() / round.plain().toNanos());
    }

    private static Round round(Rendered rendered) throws IOException {
        Path directory = Files.createTempDirectory("sluice-benchmark");
        try {
            Path plain = Files.createDirectories(directory.resolve("plain"));
            Path target = directory.resolve("target");
            Duration loop = time(() -> writeAll(rendered, plain));
            Duration first = time(() -> reconcile(rendered, target, objects(rendered)));
            Duration unchanged = time(() -> reconcile(rendered, target, 0));
            int drifted = drift(target);
            Duration repair = time(() -> reconcile(rendered, target, drifted));
            return new Round(loop, first, unchanged, repair);
        } finally {
            delete(directory);
        }
    }

    private static void reconcile(Rendered rendered, Path directory, int expectedChanges) {
        var cluster = new DirectoryCluster(directory, false, Map.of());
        CancelSignal never = CancelSignal.never();
        RunLock lock = cluster.state().lock(rendered.root(), Duration.ZERO, CancelSignal.never());
        try {
            var planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));
            Applied applied = new Applier(
                            cluster,
                            planner,
                            new ApplyOptions(false),
                            Runnable::run,
                            RunListener.NONE,
                            never,
                            Clock.systemUTC())
                    .apply(planner.plan(rendered));
            int changes = new Pruner(cluster, planner, Runnable::run, RunListener.NONE, never, Clock.systemUTC())
                    .prune(applied)
                    .done()
                    .size();
            if (changes != expectedChanges) {
                throw new IllegalStateException(changes + " changes instead of " + expectedChanges);
            }
        } finally {
            lock.close();
        }
    }

    private static int objects(Rendered rendered) {
        return rendered.units().stream()
                .mapToInt(unit -> unit.manifests().size())
                .sum();
    }

    private static void writeAll(Rendered rendered, Path directory) throws IOException {
        for (Unit unit : rendered.units()) {
            for (Manifest manifest : unit.manifests()) {
                Files.writeString(directory.resolve(manifest.id().name()), Manifests.write(List.of(manifest)));
            }
        }
    }

    private static int drift(Path directory) throws IOException {
        int drifted = 0;
        try (Stream<Path> files = Files.list(directory.resolve("shop"))) {
            for (Path file : files.sorted().toList()) {
                if (drifted % DRIFT == 0) {
                    Files.writeString(file, Files.readString(file).replace("replicas: 2", "replicas: 3"));
                }
                drifted++;
            }
        }
        return (drifted + DRIFT - 1) / DRIFT;
    }

    private static Rendered rendered(int objects) {
        KustomizationSpec spec = new FluxObjects().root("flux-system", "flux-system", "./", true);
        var source = new Source("/workspace", "main@sha1:1", Path.of("/workspace"), "commit 'benchmark'");
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < objects; i++) {
            manifests.add(deployment(i));
        }
        ObjectId root = spec.id();
        var unit = new Unit(spec, source, manifests, List.of(), List.of());
        return new Rendered(
                new Artifact(source, List.of()),
                root,
                List.of(unit),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Manifest deployment(int number) {
        return Manifests.read("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: web-%1$d
                          namespace: shop
                          labels:
                            app: web-%1$d
                            kustomize.toolkit.fluxcd.io/name: flux-system
                            kustomize.toolkit.fluxcd.io/namespace: flux-system
                        spec:
                          replicas: 2
                          selector: {matchLabels: {app: web-%1$d}}
                          template:
                            metadata: {labels: {app: web-%1$d}}
                            spec:
                              containers:
                              - name: web
                                image: registry.example/shop/web:1.0.%1$d
                                ports: [{name: http, containerPort: 8080, protocol: TCP}]
                                env: [{name: MESSAGE, value: hello}, {name: PORT, value: "8080"}]
                                resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
                        """.formatted(number), "apps/web.yaml").get(0);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Duration time(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
