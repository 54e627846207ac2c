package dev.sluice.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few fixed seeds, where there is a server of Flux's libraries; {@code tests/fuzz flux} tries thousands. */
class FluxFuzzTest {

    private static final int SEEDS = 40;

    @ParameterizedTest
    @ValueSource(strings = {"build", "text", "normalize", "order", "inventory"})
    void answersAsFluxsOwnLibraries(String operation) throws IOException {
        Optional<Path> program = FluxFuzz.program();
        assumeTrue(program.isPresent(), "no server of tests/tools/flux-server: nothing was compared");
        try (var server = new FluxServer(program.get())) {
            var fuzz = new FluxFuzz(server);
            for (long seed = 1; seed <= SEEDS; seed++) {
                ObjectNode question = RandomQuestion.of(seed, operation);

                Optional<Difference> difference = fuzz.difference(question);

                assertThat(difference).as("seed " + seed).isEmpty();
            }
        }
    }

    @Test
    void asksTheSameOfTheSameSeed() {
        assertThat(RandomQuestion.of(7, "build"))
                .isEqualTo(RandomQuestion.of(7, "build"))
                .isNotEqualTo(RandomQuestion.of(8, "build"));
    }
}
