package dev.sluice.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronExpressionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/5 * * * *      | 0 */5 * * * ?",
                "0 3 * * 1-5      | 0 0 3 ? * 2-6",
                "0 3 * * 0,7      | 0 0 3 ? * 1,1",
                "0 3 * * MON      | 0 0 3 ? * MON",
                "30 2 1 */2 *     | 0 30 2 1 */2 ?",
                "0 0/10 * * * ?   | 0 0/10 * * * ?"
            })
    void readsTheFormsOfUnixAndOfQuartz(String written, String quartz) {
        assertThat(CronExpressions.quartz(written)).isEqualTo(quartz);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> CronExpressions.quartz("0 3 1 * 1"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "--cron: \"0 3 1 * 1\" is no schedule: a day of the month and a day of the week cannot both be given");
    }
}
