package dev.sluice.tests.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The program behind {@code tests/benchmark [NAME]}: runs one benchmark, or all, each in a JVM of its own so that none
 * warms up another. A benchmark is a class {@code NameBenchmark} of this package with a {@code main} that prints a table
 * of ratios; it is found by that name.
 */
public final class Benchmarks {

    private static final String SUFFIX = "Benchmark";
    private static final String OWN_PROPERTIES = "sluice.";

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException, URISyntaxException {
        List<String> all = names();
        if (arguments.isEmpty()) {
            return runEach(all);
        }
        String name = arguments.get(0);
        if (!all.contains(name)) {
            System.err.println("usage: tests/benchmark [NAME [ARGUMENT…]]\nbenchmarks: " + String.join(", ", all));
            return 2;
        }
        return fork(name, arguments.subList(1, arguments.size()));
    }

    private static int runEach(List<String> names) throws IOException, InterruptedException {
        int worst = 0;
        for (String name : names) {
            System.out.println("== " + name);
            worst = Math.max(worst, fork(name, List.of()));
            System.out.println();
        }
        return worst;
    }

    private static int fork(String name, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        System.getProperties().stringPropertyNames().stream()
                .filter(property -> property.startsWith(OWN_PROPERTIES))
                .forEach(property -> command.add("-D" + property + "=" + System.getProperty(property)));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Benchmarks.class.getPackageName() + "." + className(name));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static List<String> names() throws IOException, URISyntaxException {
        var directory = Path.of(Benchmarks.class.getResource(".").toURI());
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX + ".class"))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length() - ".class".length()))
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList();
        }
    }

    /** One word a benchmark: {@code yaml} is {@code YamlBenchmark}. */
    private static String className(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + SUFFIX;
    }
}
