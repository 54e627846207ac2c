package dev.sluice.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void haveDefaults() {
        assertThat(Settings.from(Map.of())).isEqualTo(new Settings(8080, "Hello", Duration.ofSeconds(10)));
    }

    @Test
    void comeFromTheEnvironment() {
        var environment = Map.of("PORT", "9090", "MESSAGE", "Good evening", "GRACE_SECONDS", "3");

        assertThat(Settings.from(environment)).isEqualTo(new Settings(9090, "Good evening", Duration.ofSeconds(3)));
    }

    @Test
    void nameTheVariableThatIsWrong() {
        assertThatThrownBy(() -> Settings.from(Map.of("PORT", "http")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PORT: \"http\" is no number");
    }
}
