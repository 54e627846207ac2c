package dev.sluice.tests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.junit.AuditedRequest;
import dev.sluice.junit.ControlPlane;
import dev.sluice.junit.ControlPlaneOptions;
import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * {@code ./sluice reconcile} on a real API server, process start included: many plain objects for the first time, beside a
 * loop that dry-runs and applies the same objects with as many requests at once; then again without a change, with the
 * number of requests; and podinfo without a change. The number of objects is an argument.
 */
public final class ClusterBenchmark {

    private static final int OBJECTS = 2_000;
    private static final int ROUNDS = 3;
    private static final int PODINFO_RUNS = 7;
    /** As many requests at once as a run makes when nothing else is said. */
    private static final int CONCURRENCY = 8;

    private final ControlPlane cluster;
    private final Path directory;

    private ClusterBenchmark(ControlPlane cluster, Path directory) {
        this.cluster = cluster;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        int objects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : OBJECTS;
        Path directory = Files.createTempDirectory("sluice-benchmark");
        try (ControlPlane cluster =
                ControlPlane.start(ControlPlaneOptions.standard().withoutNodes())) {
            var benchmark = new ClusterBenchmark(cluster, directory);
            benchmark.manyObjects(objects);
            benchmark.podinfo();
        } finally {
            delete(directory);
        }
    }

    private void manyObjects(int objects) throws Exception {
        System.out.printf("%d plain objects, %d requests at once, seconds%n", objects, CONCURRENCY);
        System.out.printf(
                "%-6s %11s %18s %18s   %s%n",
                "round", "plain loop", "first run", "no change", "requests without a change");
        for (int round = 1; round <= ROUNDS; round++) {
            String name = "many-" + round;
            cluster.kubectl("create", "namespace", "plain-" + round);
            cluster.kubectl("create", "namespace", "sluice-" + round);
            Path repository = repository(name, PlainObjects.yaml(objects, "sluice-" + round));
            Duration loop;
            try (var plain = new PlainApply(cluster, CONCURRENCY)) {
                List<JsonNode> plainObjects = PlainObjects.json(objects, "plain-" + round);
                loop = time(() -> plain.apply(plainObjects));
            }
            Duration first = time(() -> reconcile(repository, name));
            int before = cluster.auditLog().size();
            Duration again = time(() -> reconcile(repository, name));
            System.out.printf(
                    "%-6d %11.2f %18s %18s   %s%n",
                    round, seconds(loop), cell(first, loop), cell(again, loop), requestsSince(before));
        }
    }

    private void podinfo() throws Exception {
        Path repository = Files.createDirectories(directory.resolve("podinfo"));
        Path source = Checkout.repositories().resolve("stefanprodan-podinfo/files/kustomize");
        if (!Files.isDirectory(source)) {
            System.out.println("podinfo is not at hand (-Dsluice.repos=DIR)");
            return;
        }
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, repository.resolve(String.valueOf(file.getFileName())));
            }
        }
        Files.writeString(
                repository.resolve("kustomization.yaml"),
                Files.readString(repository.resolve("kustomization.yaml")) + "\nnamespace: default\n");
        commit(repository);
        reconcile(repository, "podinfo");
        int before = cluster.auditLog().size();
        var times = new ArrayList<Duration>();
        for (int i = 0; i < PODINFO_RUNS; i++) {
            times.add(time(() -> reconcile(repository, "podinfo")));
        }
        times.sort(Comparator.naturalOrder());
        System.out.printf(
                "podinfo without a change: %.2f s median of %d, %.2f to %.2f, requests %s%n",
                seconds(times.get(PODINFO_RUNS / 2)),
                PODINFO_RUNS,
                seconds(times.get(0)),
                seconds(times.get(PODINFO_RUNS - 1)),
                requestsSince(before));
    }

    /** Each kind of request and how many there were. */
    private Map<String, Integer> requestsSince(int moment) {
        var counts = new TreeMap<String, Integer>();
        List<AuditedRequest> all = cluster.auditLog();
        all.subList(moment, all.size()).stream()
                .filter(request -> request.userAgent().startsWith("sluice"))
                .forEach(request -> counts.merge(request.verb(), 1, Integer::sum));
        return counts;
    }

    private void reconcile(Path repository, String name) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        int exitCode = new ProcessBuilder(
                        Checkout.root().resolve("sluice").toString(),
                        "reconcile",
                        ".",
                        "--name=" + name,
                        "--kubeconfig=" + cluster.kubeconfig())
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
    }

    private Path repository(String name, String objects) throws IOException, GitAPIException {
        Path repository = Files.createDirectories(directory.resolve(name));
        Files.writeString(repository.resolve("objects.yaml"), objects);
        commit(repository);
        return repository;
    }

    private static void commit(Path repository) throws GitAPIException {
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("Begin")
                    .setAuthor("A", "a@example.invalid")
                    .setCommitter("A", "a@example.invalid")
                    .setSign(false)
                    .call();
        }
    }

    private static String cell(Duration took, Duration loop) {
        return String.format("%.2f (%.2f x)", seconds(took), seconds(took) / seconds(loop));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Duration time(Work work) throws Exception {
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
