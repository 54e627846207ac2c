package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out was observed at the original. */
class GoTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00Z, 2020-01-01T00:00:00Z",
        "2020-01-01T1:00:00Z, 2020-01-01T01:00:00Z",
        "'2020-01-01T01:00:00,5Z', 2020-01-01T01:00:00Z",
        "2020-01-01T01:00:00.1234567891234Z, 2020-01-01T01:00:00Z",
        "2020-01-01T01:00:00+24:60, 2019-12-31T00:00:00Z",
        "2020-01-01T01:00:00-00:00, 2020-01-01T01:00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00, 10000-01-01T00:59:59Z"
    })
    void readsTimesAsGoDoes(String text, String written) {
        assertThat(GoTime.parse(text, false)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2020-01-01",
                "2020-01-01t00:00:00z",
                "2020-1-01T01:00:00Z",
                "2020-02-30T00:00:00Z",
                "2020-01-01T24:00:00Z",
                "2020-01-01T01:00:60Z",
                "2020-01-01T01:00:00.Z",
                "2020-01-01T01:00:00+25:00",
                "2020-01-01T01:00:00+24:61",
                "2020-01-01T01:00:00+0100"
            })
    void refusesWhatGoRefuses(String text) {
        assertThatThrownBy(() -> GoTime.parse(text, false)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void wantsSixDigitsOfMicroseconds() {
        assertThat(GoTime.parse("2020-01-01T01:00:00.120000Z", true)).hasToString("2020-01-01T01:00:00.120000Z");
        assertThatThrownBy(() -> GoTime.parse("2020-01-01T01:00:00.12Z", true)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void knowsTheTimeThatStandsForNone() {
        assertThat(GoTime.parse("0001-01-01T02:00:00+02:00", false).isZero()).isTrue();
    }
}
