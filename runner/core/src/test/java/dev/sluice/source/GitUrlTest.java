package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GitUrlTest {

    @Test
    void takesAnAddressApart() {
        assertThat(GitUrl.parse("HTTPS://ci:s%40cret@Git.Example.test:8443/org/a.git"))
                .contains(new GitUrl("https", "ci", "s@cret", "git.example.test", 8443, "/org/a.git"));
        assertThat(GitUrl.parse("git@Git.Example.test:org/a.git"))
                .contains(new GitUrl("ssh", "git", "", "git.example.test", -1, "org/a.git"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/a.git", "../a.git", "C:\\a", "a"})
    void takesAPathForNone(String path) {
        assertThat(GitUrl.parse(path)).isEmpty();
    }

    @Test
    void printsNoCredentials() {
        assertThat(GitUrl.parse("https://ci:s3cret@host/a.git")).get().hasToString("https://host/a.git");
        assertThat(GitUrl.parse("ssh://git:s3cret@host:22/a.git")).get().hasToString("ssh://git@host:22/a.git");
        assertThat(GitUrl.withoutCredentials("https://t0ken@host/a.git")).isEqualTo("https://host/a.git");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/org/a.git, ../b.git, https://host/org/b.git",
        "https://host/org/a/, ./b.git, https://host/org/a/b.git",
        "ssh://git@host/org/a.git, ../../x/b.git, ssh://git@host/x/b.git",
        "https://host/a.git, ../../../b.git, https://host/b.git"
    })
    void resolvesTheAddressOfASubmodule(String parent, String relative, String expected) {
        assertThat(GitUrl.parse(parent).orElseThrow().resolve(relative)).hasToString(expected);
    }
}
