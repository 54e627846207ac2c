package dev.sluice.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pipeline.ReportFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class ParameterTextTest {

    @Test
    void leavesWhatIsAbsentAbsent() throws Exception {
        assertThat(ParameterText.path(null)).isNull();
        assertThat(ParameterText.duration("timeout", null)).isNull();
        assertThat(ParameterText.constant("format", null, ReportFormat.values()))
                .isNull();
        assertThat(ParameterText.pairs("localSources", null)).isNull();
    }

    @Test
    void readsWhatThereIs() throws Exception {
        assertThat(ParameterText.duration("timeout", "1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(ParameterText.constant("format", "markdown", ReportFormat.values()))
                .isEqualTo(ReportFormat.MARKDOWN);
        assertThat(ParameterText.pairs("localSources", List.of("GitRepository/a/b=../c=d")))
                .isEqualTo(Map.of("GitRepository/a/b", "../c=d"));
    }

    @Test
    void namesTheParameterThatIsWrong() {
        assertThatThrownBy(() -> ParameterText.duration("timeout", "5x"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("timeout: invalid duration \"5x\"; write it like 90s, 5m or 1h30m");
        assertThatThrownBy(() -> ParameterText.constant("format", "xml", ReportFormat.values()))
                .hasMessage("format: 'xml' is none of text, json, markdown, html, sarif");
        assertThatThrownBy(() -> ParameterText.pairs("localSources", List.of("x")))
                .hasMessage("localSources: 'x' is no Kind/namespace/name=PATH");
    }
}
