package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "5m, 5m0s",
        "1h30m, 1h30m0s",
        "90s, 1m30s",
        "1.5s, 1.5s",
        "20ms, 20ms",
        "1h, 1h0m0s",
        "0, 0s",
        "1500us, 1.5ms",
        "-1m, -1m0s",
        "100ns, 100ns",
        "24h, 24h0m0s",
        ".5h, 30m0s",
        "1h0.001s, 1h0m0.001s"
    })
    void readsAndPrintsAsGo(String text, String printed) {
        Duration duration = GoDuration.parse(text);

        assertThat(GoDuration.format(duration)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5x", "m5", "1d", "5 m", "-", "1h-5m", "9999999h"})
    void refusesWhatGoRefuses(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatAUnitIsMissing() {
        assertThatThrownBy(() -> GoDuration.parse("5")).hasMessage("missing unit in duration \"5\"");
    }
}
