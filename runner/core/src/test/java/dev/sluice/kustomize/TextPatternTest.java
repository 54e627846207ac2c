package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPatternTest {

    @ParameterizedTest
    @CsvSource({
        "web-1, web-1, web-1",
        "web-.*, web-1, web",
        "webs?, web, web",
        "webs*, web, web",
        "'webs{0,1}', web, web",
        "web|db, db, ''",
        "(web|db), db, ''",
        "web-(1|2), web-1, ''",
        "(?i)WEB, web, ''",
        ".*, web, ''",
        "web\\.x, web.x, we"
    })
    void startsAsEveryTextDoesThatMatches(String expression, String text, String prefix) {
        TextPattern pattern = TextPattern.of(expression);

        assertThat(pattern.test(text)).isTrue();
        assertThat(pattern.prefix()).isEqualTo(prefix);
        assertThat(text).startsWith(pattern.prefix());
    }

    @Test
    void matchesTheWholeText() {
        assertThat(TextPattern.of("web.").test("web-1")).isFalse();
        assertThat(TextPattern.of("web").test("web-1")).isFalse();
        assertThat(TextPattern.of("").test("web-1")).isTrue();
    }
}
