package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InTurnTest {

    private final List<String> given = new ArrayList<>();
    private final InTurn turns = new InTurn(given::add);

    @Test
    void whatIsDoneFirstWaitsForItsTurn() {
        turns.over(2, Optional.of("c\n"));
        turns.over(1, Optional.of("b\n"));
        assertThat(given).isEmpty();

        turns.over(0, Optional.of("a\n"));

        assertThat(given).containsExactly("a\n", "---\nb\n", "---\nc\n");
    }

    @Test
    void whatHasNoTextHoldsNobodyUp() {
        turns.over(0, Optional.empty());
        turns.over(2, Optional.of("c\n"));
        turns.over(1, Optional.empty());

        assertThat(given).containsExactly("c\n");
    }

    @Test
    void theFirstWordOfARootCounts() {
        turns.over(0, Optional.of("a\n"));
        turns.over(0, Optional.empty());
        turns.over(2, Optional.of("c\n"));
        turns.over(2, Optional.empty());
        turns.over(1, Optional.empty());

        assertThat(given).containsExactly("a\n", "---\nc\n");
    }
}
