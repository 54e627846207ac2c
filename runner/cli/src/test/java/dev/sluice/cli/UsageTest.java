package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.report.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reconsile | Did you mean: sluice reconcile",
                "reconcile --tagret dir:x | --target",
                "reconcile --timeout 5x | 'invalid duration \"5x\"; write it like 90s, 5m or 1h30m'",
                "reconcile --timeout 0s | is no time at all",
                "reconcile --lock-timeout x | 'invalid duration \"x\"; write it like 90s, 5m or 1h30m'",
                "diff --wait | Unknown option: '--wait'",
                "reconcile --retries -1 | is not a number from 0",
                "reconcile --every 5m --cron x | mutually exclusive",
                "diff --format xml | 'is none of text, json, markdown, html'",
                "render --local-source x | Value for option '--local-source'",
                "render --layout tree | 'is none of objects, units'",
                "completion fish | 'is none of bash, zsh'",
                "render --target | Missing required parameter"
            })
    void refusesAMistakeWithAHintAndTheUsage(String commandLine, String hint) {
        Shelled shelled = sluice(commandLine.split(" "));

        assertThat(shelled.exitCode()).isEqualTo(2);
        assertThat(shelled.out()).isEmpty();
        assertThat(shelled.err()).startsWith("sluice: ").contains(hint, "Usage: sluice");
        assertThat(shelled.err().lines().count()).isLessThanOrEqualTo(5);
    }

    @Test
    void refusesNoCommand() {
        Shelled shelled = sluice();

        assertThat(shelled.exitCode()).isEqualTo(2);
        assertThat(shelled.err()).contains("Missing command", "Usage: sluice [-hV] COMMAND");
    }

    @Test
    void tellsItsVersion() {
        Shelled shelled = sluice("--version");

        assertThat(shelled.exitCode()).isZero();
        assertThat(shelled.out()).matches("sluice \\d+\\.\\d+\\.\\d+\\S* \\(Java \\S+\\)\n");
    }

    @Test
    void helpsWithEveryCommand() {
        Shelled all = sluice("help");
        Shelled one = sluice("help", "diff");
        Shelled same = sluice("diff", "--help");

        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("reconcile", "render", "diff", "delete", "check", "completion", "Exit codes");
        assertThat(one.out())
                .startsWith("Usage: sluice diff [OPTIONS] [ENTRY...]")
                .isEqualTo(same.out());
    }

    @Test
    void completesCommandsOptionsAndWords() {
        Shelled bash = sluice("completion", "bash");
        Shelled zsh = sluice("completion", "zsh");

        assertThat(bash.out()).contains("complete -F _complete_sluice", "--local-source", "\"markdown\"");
        assertThat(zsh.out()).startsWith("autoload -U +X compinit").endsWith(bash.out());
    }

    private static Shelled sluice(String... arguments) {
        return Shelled.run(RecordingRunner.ending(Verdict.DONE), Path.of("").toAbsolutePath(), arguments);
    }
}
