package dev.sluice.tests.fuzz;

import dev.sluice.tests.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program behind {@code tests/fuzz kustomize}: builds random kustomizations with Sluice and with the real
 * {@code kustomize}, makes those that differ small, and leaves each as a case file.
 */
public final class KustomizeFuzz {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int USAGE = 2;

    private KustomizeFuzz() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            System.err.println("no kustomize to compare with: put it on the PATH, or name it with KUSTOMIZE=FILE");
            return USAGE;
        }
        try (Comparison comparison = with(program.get())) {
            var campaign = new Campaign(comparison, Checkout.root().resolve("tests/target/fuzz"), System.out);
            List<Path> files = arguments.stream()
                    .filter(argument -> argument.endsWith(".txtar"))
                    .map(Path::of)
                    .toList();
            boolean same = files.isEmpty()
                    ? campaign.run(option(arguments, "--from", 1), option(arguments, "--seeds", 1000))
                    : campaign.replay(files);
            return same ? SAME : DIFFERENT;
        }
    }

    /** The real program: {@code -Dsluice.kustomize=PATH}, else the one on the path or in Go's directory of programs. */
    static Optional<Path> program() {
        String given = System.getProperty("sluice.kustomize", "");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        var places = new ArrayList<Path>();
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            places.add(Path.of(directory, "kustomize"));
        }
        places.add(Path.of(System.getProperty("user.home"), "go", "bin", "kustomize"));
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    /** Comparisons with a program, by way of the server of {@code -Dsluice.kustomize.server=PATH} if there is one. */
    static Comparison with(Path program) throws IOException {
        var single = new KustomizeProcess(program);
        String server = System.getProperty("sluice.kustomize.server", "");
        return new Comparison(server.isEmpty() ? single : new KustomizeServer(Path.of(server), single), single);
    }

    private static long option(List<String> arguments, String name, long fallback) {
        int index = arguments.indexOf(name);
        return index < 0 || index + 1 == arguments.size() ? fallback : Long.parseLong(arguments.get(index + 1));
    }
}
