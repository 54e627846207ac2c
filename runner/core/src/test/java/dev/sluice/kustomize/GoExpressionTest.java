package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "(?P<tier>web|db)-1 db-1",
                "[[:alpha:]]+ web",
                "[]{}]{2} ]}",
                "web\\z web",
                "\\Q({9999}\\E ({9999}",
                "\\({3} (((",
                "(a{30}){30} " + "a{900}",
                "x{,5000} x{,5000}",
                "(?<tier>web|db)-1 db-1"
            })
    void readsWhatGoReads(String expression, String text) {
        String written = text.equals("a{900}") ? "a".repeat(900) : text;

        assertThat(GoExpression.compile(expression).matcher(written).matches()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web(?=-1)",
                "(?<!db)web",
                "(web)\\1",
                "web++",
                "web{1001}",
                "(a{100}){100}",
                "((a{32}b){32}c?)",
                "(?:(a{10}){10}|b){11}"
            })
    void refusesWhatGoRefuses(String expression) {
        assertThatThrownBy(() -> GoExpression.compile(expression))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("the regular expression '" + expression + "' is wrong: error parsing regexp: ");
    }

    @Test
    void refusesGroupsThatNestTooDeep() {
        String expression = "(".repeat(20_000) + "a" + ")".repeat(20_000);

        assertThatThrownBy(() -> GoExpression.compile(expression))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("expression nests too deeply");
    }

    @Test
    void takesNoLongerThanTheTextIs() {
        var pattern = GoExpression.compile("(a*)*(a|aa)+b");

        assertThat(pattern.matcher("a".repeat(20_000)).matches()).isFalse();
    }
}
