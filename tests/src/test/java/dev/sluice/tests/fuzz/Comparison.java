package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds cases with both programs, in a directory of its own that goes with it. */
final class Comparison implements AutoCloseable {

    /** What both made of a case. */
    record Outcomes(Outcome real, Outcome ours) {

        Optional<Difference> difference() {
            return Difference.of(real, ours);
        }
    }

    private final Program real;
    private final Program confirming;
    private final Program ours = new OurKustomize();
    private final Path workspace;

    /**
     * @param real the original
     * @param confirming the original once more, asked again where it matters
     */
    Comparison(Program real, Program confirming) throws IOException {
        this.real = real;
        this.confirming = confirming;
        this.workspace = Files.createTempDirectory("sluice-fuzz").toRealPath();
    }

    Outcomes outcomes(FuzzCase one) throws IOException, InterruptedException {
        return outcomes(one, real);
    }

    /** The difference to an original that has seen no other case. */
    Optional<Difference> confirmed(FuzzCase one) throws IOException, InterruptedException {
        return outcomes(one, confirming).difference();
    }

    /** A small case whose difference is of the same kind. */
    FuzzCase shrunk(FuzzCase one, String kind) throws IOException, InterruptedException {
        return new Shrinker(smaller -> outcomes(smaller)
                        .difference()
                        .filter(found -> found.kind().equals(kind))
                        .isPresent())
                .shrink(one);
    }

    private Outcomes outcomes(FuzzCase one, Program original) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory(workspace, "build");
        try {
            one.archive("").writeTo(root);
            Files.createDirectories(root.resolve(one.directory()));
            return new Outcomes(original.build(one, root), ours.build(one, root));
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
