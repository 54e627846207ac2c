package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The program behind {@code tests/fuzz flux}: asks Sluice and Flux's own libraries the same random questions, makes those
 * small that are answered differently, and leaves each as a file.
 */
public final class FluxFuzz {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int USAGE = 2;
    private static final int MOST_OF_A_KIND = 3;
    private static final int LONGEST_LINE = 400;

    private final FluxServer real;
    private final OurFlux ours = new OurFlux();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();

    FluxFuzz(FluxServer real) {
        this.real = real;
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            System.err.println(
                    "no server to compare with: build tests/tools/flux-server, and name it with FLUX_SERVER=FILE");
            return USAGE;
        }
        try (var server = new FluxServer(program.get())) {
            var fuzz = new FluxFuzz(server);
            List<Path> files = arguments.stream()
                    .filter(argument -> argument.endsWith(".json"))
                    .map(Path::of)
                    .toList();
            boolean same = files.isEmpty() ? fuzz.campaign(arguments) : fuzz.replay(files);
            return same ? SAME : DIFFERENT;
        }
    }

    /** The server of {@code -Dsluice.flux.server=PATH}. */
    static Optional<Path> program() {
        String given = System.getProperty("sluice.flux.server", "");
        return given.isEmpty() ? Optional.empty() : Optional.of(Path.of(given)).filter(Files::isExecutable);
    }

    Optional<Difference> difference(ObjectNode question) throws IOException {
        ObjectNode expected = real.answer(question);
        outcomes.merge(
                question.path("op").asText() + (expected.has("error") ? " refused" : " answered"), 1, Integer::sum);
        return FluxDifference.between(expected, ours.answer(question));
    }

    private boolean campaign(List<String> arguments) throws IOException {
        long from = Long.parseLong(option(arguments, "--from", "1"));
        long seeds = Long.parseLong(option(arguments, "--seeds", "1000"));
        String op = option(arguments, "--op", "");
        Path folder = Files.createDirectories(Checkout.root().resolve("tests/target/fuzz-flux"));
        long started = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            ObjectNode question = RandomQuestion.of(seed, op);
            Optional<Difference> difference = difference(question);
            if (difference.isPresent()) {
                tell(folder, seed, question, difference.get());
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("%d seeds in %.0f s: %s%n", seeds, seconds, outcomes);
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> System.out.println("%5d %s".formatted(entry.getValue(), entry.getKey())));
        return kinds.isEmpty();
    }

    private boolean replay(List<Path> files) throws IOException {
        boolean same = true;
        for (Path file : files) {
            ObjectNode question = (ObjectNode) OurFlux.JSON.readTree(file.toFile());
            Optional<Difference> difference = difference(question);
            System.out.println(file + ": " + difference.map(FluxFuzz::line).orElse("same"));
            same &= difference.isEmpty();
        }
        return same;
    }

    private void tell(Path folder, long seed, ObjectNode question, Difference difference) throws IOException {
        if (kinds.merge(difference.kind(), 1, Integer::sum) > MOST_OF_A_KIND) {
            return;
        }
        ObjectNode small = new QuestionShrinker(question, smaller -> difference(smaller)
                        .filter(found -> found.kind().equals(difference.kind()))
                        .isPresent())
                .shrink();
        System.out.println("seed " + seed + ": " + line(difference(small).orElse(difference)));
        Files.writeString(
                folder.resolve(seed + ".json"),
                OurFlux.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(small));
    }

    private static String option(List<String> arguments, String name, String fallback) {
        int index = arguments.indexOf(name);
        return index < 0 || index + 1 == arguments.size() ? fallback : arguments.get(index + 1);
    }

    private static String line(Difference difference) {
        String text = (difference.kind() + " | " + difference.text()).replaceAll("\\s*\\R\\s*", " ⏎ ");
        return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + " …";
    }
}
