package dev.sluice.tests.benchmark;

import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a process of {@code ./sluice} takes from its start to its end, with the class data archive and without, beside
 * the JVM alone. The launcher builds first, if it must.
 */
public final class StartupBenchmark {

    private static final int WARM_UP = 2;
    private static final int DEFAULT_RUNS = 15;

    private StartupBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_RUNS;
        Path work = Files.createTempDirectory("sluice-startup");
        String launcher = Checkout.root().resolve("sluice").toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        double jvm = median(List.of(java, "-Xshare:auto", "-version"), "", work, runs);
        print("java -version", jvm, jvm);
        print("sluice --version", median(List.of(launcher, "--version"), "", work, runs), jvm);
        print("  without class data sharing", median(List.of(launcher, "--version"), "-Xshare:off", work, runs), jvm);
        print("sluice render (an empty directory)", median(render(launcher), "", work, runs), jvm);
        print("  without class data sharing", median(render(launcher), "-Xshare:off", work, runs), jvm);
        Path overlay = overlay();
        print("sluice kustomize (a small overlay)", median(kustomize(launcher, overlay), "", work, runs), jvm);
        print("  without class data sharing", median(kustomize(launcher, overlay), "-Xshare:off", work, runs), jvm);
        Files.delete(overlay.resolve("kustomization.yaml"));
        Files.delete(overlay);
        Files.delete(work);
    }

    private static Path overlay() throws IOException {
        Path directory = Files.createTempDirectory("sluice-overlay");
        Files.writeString(directory.resolve("kustomization.yaml"), """
                namePrefix: dev-
                configMapGenerator:
                - name: settings
                  literals: [colour=blue]
                """);
        return directory;
    }

    private static List<String> kustomize(String launcher, Path overlay) {
        return List.of(launcher, "kustomize", overlay.toString());
    }

    /** Loads what every run loads, and ends at once. */
    private static List<String> render(String launcher) {
        return List.of(launcher, "render", ".");
    }

    /** The median in milliseconds. */
    private static double median(List<String> command, String javaOptions, Path directory, int runs)
            throws IOException, InterruptedException {
        var times = new ArrayList<Long>();
        for (int i = 0; i < runs + WARM_UP; i++) {
            long start = System.nanoTime();
            var builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().put("SLUICE_JAVA_OPTS", javaOptions);
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.start().waitFor();
            if (i >= WARM_UP) {
                times.add(System.nanoTime() - start);
            }
        }
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static void print(String name, double milliseconds, double jvm) {
        System.out.printf("%-36s %7.0f ms  %5.1f x the JVM alone%n", name, milliseconds, milliseconds / jvm);
    }
}
