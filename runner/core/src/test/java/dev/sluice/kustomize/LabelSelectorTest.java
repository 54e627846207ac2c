package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

    private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "front", "size", "3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app=web",
                "app == web",
                "app!=db",
                "other!=x",
                "tier in (front, back)",
                "tier notin (back),app",
                "!missing",
                "size>2",
                "size<4",
                "other notin (a)"
            })
    void matches(String selector) {
        assertThat(LabelSelector.parse(selector).matches(key -> LABELS.get(key)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app=db", "!app", "tier in (back)", "missing", "app=web,tier=back", "size>3", "app notin (web)"})
    void doesNotMatch(String selector) {
        assertThat(LabelSelector.parse(selector).matches(key -> LABELS.get(key)))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoSelector() {
        assertThatThrownBy(() -> LabelSelector.parse("app in web")).isInstanceOf(BuildException.class);
    }
}
