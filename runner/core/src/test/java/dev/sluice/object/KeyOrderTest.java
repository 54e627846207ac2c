package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    @Test
    void ordersNumbersInKeysByTheirValue() {
        List<String> keys = List.of("", "-", "_", "1", "2", "10", "A", "B", "a", "a-b", "a1", "a01", "a2", "a10", "aa");

        assertThat(keys.stream().sorted(new KeyOrder())).isEqualTo(keys);
    }

    @Test
    void looksAtWholeCharactersBeyondTheFirstPlane() {
        // Letters of Linear B: their first surrogates are equal, only the second differ.
        assertThat(new KeyOrder().compare("\uD800\uDC00", "\uD800\uDC01")).isNegative();
    }
}
