package dev.sluice.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.kustomize.Kustomize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A few fixed seeds, where there is a {@code kustomize} to compare with; {@code tests/fuzz kustomize} tries thousands. */
class KustomizeFuzzTest {

    private static final int SEEDS = 40;

    @Test
    void buildsRandomKustomizationsAsTheRealProgram() throws IOException, InterruptedException {
        Optional<Path> program = KustomizeFuzz.program();
        assumeTrue(
                program.isPresent() && KustomizeProcess.version(program.get()).equals(Kustomize.VERSION),
                "no kustomize " + Kustomize.VERSION + " on the PATH: random builds were not compared");
        try (Comparison comparison = KustomizeFuzz.with(program.get())) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                FuzzCase one = FuzzCase.of(RandomTree.of(seed));

                Optional<Difference> difference = comparison.confirmed(one);

                assertThat(difference).as("seed " + seed).isEmpty();
            }
        }
    }

    @Test
    void drawsTheSameOfTheSameSeed() {
        assertThat(RandomTree.of(7).text())
                .isEqualTo(RandomTree.of(7).text())
                .isNotEqualTo(RandomTree.of(8).text());
    }
}
