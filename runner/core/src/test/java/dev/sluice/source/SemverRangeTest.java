package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SemverRangeTest {

    @ParameterizedTest
    @CsvSource({
        "1.x, 1.9.0, true",
        "1.x, 2.0.0, false",
        "~1.2, 1.3.0, false",
        "^0.2.3, 0.2.9, true",
        "^0.0, 0.0.9, true",
        "^0.0.1, 0.0.2, false",
        "'>=1.0 <2.0', 1.5.0, true",
        "'>= 1.0, < 1.2', 1.2.0, false",
        "1.0 - 2.0, 2.0.0, true",
        "'1 || 3', 3.1.0, true",
        "!=1.2.3, 1.2.3, false",
        "'>11', 11.1.0, false",
        "'>11.1', 11.1.1, false",
        "<=1.2, 1.2.9, true",
        "'*', 1.0.0-rc.1, false",
        "'>=1.0.0-0', 1.0.0-rc.1, true",
        "1.0.0, 1.0.0+build, true"
    })
    void containsWhatMastermindsSays(String range, String version, boolean expected) {
        assertThat(SemverRange.parse("", range)
                        .contains(SemanticVersion.parse(version).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "1.0.0;2.0.0", "==1", "> = 1", "1.2.3.4"})
    void refusesWhatIsNoRange(String range) {
        assertThatThrownBy(() -> SemverRange.parse("app.yaml:3", range))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("app.yaml:3: semver parse error: improper constraint: \"" + range + "\"");
    }

    @Test
    void boundsWhatItReads() {
        assertThatThrownBy(() -> SemverRange.parse("", "1".repeat(513))).hasMessageContaining("max 512 bytes");
        assertThatThrownBy(() -> SemverRange.parse("", String.join("||", Collections.nCopies(33, "1"))))
                .hasMessageContaining("max 32");
    }

    @Test
    void trap27TakesOnlyTagsOfThreeNumbers() {
        var versions = new GitVersions(SemverRange.parse("", ">=0"));

        assertThat(versions.matching(List.of("v1.2", "1", "v1.2.3", "2024.02.03", "latest", "v01.02.03")))
                .extracting(SemanticVersion::original)
                .containsExactly("2024.02.03", "v1.2.3", "v01.02.03");
    }

    @Test
    void trap27AnswersAllOfTheNewestThatDifferInMetadataOnly() {
        var versions = new GitVersions(SemverRange.parse("", "1.x"));

        assertThat(versions.newest(List.of("1.0.0+b", "1.0.0+a", "0.9.0"))).containsExactly("1.0.0+a", "1.0.0+b");
        assertThat(versions.newest(List.of("2.0.0"))).isEmpty();
    }

    @Test
    void ordersPrereleasesByTheirParts() {
        var versions = new GitVersions(SemverRange.parse("", ">=1.0.0-0"));

        assertThat(versions.matching(
                        List.of("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-2", "1.0.0-10", "1.0.0", "1.0.0-beta")))
                .extracting(SemanticVersion::original)
                .containsExactly("1.0.0", "1.0.0-beta", "1.0.0-alpha.1", "1.0.0-alpha", "1.0.0-10", "1.0.0-2");
    }
}
