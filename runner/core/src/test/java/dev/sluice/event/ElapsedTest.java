package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.999S, 999ms",
        "PT1S, 1s",
        "PT1.29S, 1.2s",
        "PT59.99S, 59.9s",
        "PT1M, 1m0s",
        "PT1H0M5S, 1h0m5s",
        "PT26H, 26h0m0s"
    })
    void isShortAndInTheFormOfGo(Duration duration, String text) {
        assertThat(Elapsed.rounded(duration)).isEqualTo(text);
    }
}
