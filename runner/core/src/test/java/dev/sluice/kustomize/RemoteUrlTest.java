package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of kustomize's {@code repospec.go}. */
class RemoteUrlTest {

    private static final Duration DEFAULT = Duration.ofSeconds(27);

    private static RemoteBase base(String text) {
        return RemoteUrl.parse(text).orElseThrow().base();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://git.example/shop/base, https://git.example/shop/base, ''",
                "https://git.example/shop/base/deploy/dev, https://git.example/shop/base, deploy/dev",
                "https://git.example/a/b/c//deploy, https://git.example/a/b/c, deploy",
                "https://git.example/a/b/c.git/deploy, https://git.example/a/b/c.git, deploy",
                "https://git.example/a/_git/c/deploy, https://git.example/a/_git/c, deploy",
                "https://me@git.example/shop/base, https://me@git.example/shop/base, ''",
                "HTTPS://git.example/shop/base, https://git.example/shop/base, ''",
                "http://github.com/shop/base/x, https://github.com/shop/base, x",
                "github.com/shop/base/x, https://github.com/shop/base, x",
                "GitHub.com:shop/base, https://github.com/shop/base, ''",
                "git@github.com/shop/base/x, git@github.com:shop/base, x",
                "ssh://git@github.com/shop/base, git@github.com:shop/base, ''",
                "ssh://git@git.example:7999/shop/base.git//x, ssh://git@git.example:7999/shop/base.git, x",
                "git@git.example:shop/base.git//x, git@git.example:shop/base.git, x",
                "git::https://git.example/shop/base, https://git.example/shop/base, ''",
                "file:///srv/git/base, file:///srv/git/base, ''",
                "file:///srv/git/base//x, file:///srv/git/base, x",
                "https://git.example/shop/base//a/../b, https://git.example/shop/base, b",
            })
    void namesARepositoryAndADirectory(String text, String repository, String directory) {
        assertThat(base(text)).isEqualTo(new RemoteBase(repository, directory, "", DEFAULT, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base",
                "../base",
                "/srv/base",
                "src/github.com/shop/base",
                "gh:shop/base",
                "git.example/shop/base",
                "ftp://git.example/shop/base",
                "https://git.example",
                "https://git.example/base",
                "https://git.example?ref=v1",
                "https://git.example/shop/base.git//x/../../y",
                "file:////srv//base",
                "git::base"
            })
    void isNoRepository(String text) {
        assertThat(RemoteUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?ref=v1, v1",
        "?version=v1, v1",
        "?version=v1&ref=v2, v2",
        "?version=v1&ref=, v1",
        "?ref=feature%2Fx, feature/x",
        "?ref=a+b, a b",
        "?ref=one&ref=two, one",
        "?ref=v1;x=y, ''",
        "?ref=%zz, ''",
    })
    void takesTheReferenceFromTheQuery(String query, String reference) {
        assertThat(base("https://git.example/shop/base" + query).reference()).isEqualTo(reference);
    }

    @ParameterizedTest
    @CsvSource({"61, 61s", "90s, 90s", "1m30s, 90s", "0, 27s", "-5, 27s", "-5s, 27s", "soon, 27s", "'', 27s"})
    void takesTheTimeoutAsSecondsOrAsADuration(String value, String expected) {
        assertThat(base("https://git.example/shop/base?timeout=" + value).timeout())
                .isEqualTo(Duration.parse("PT" + expected));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "0, false", "F, false", "true, true", "no, true", "'', true"})
    void takesSubmodulesUnlessToldOtherwise(String value, boolean submodules) {
        assertThat(base("https://git.example/shop/base?submodules=" + value).submodules())
                .isEqualTo(submodules);
    }

    @ParameterizedTest
    @CsvSource({
        "https://me:secret@git.example/shop/base?ref=v1, https://git.example/shop/base?ref=v1",
        "https://token@git.example/shop/base, https://git.example/shop/base",
        "ssh://git:secret@git.example/shop/base, ssh://git@git.example/shop/base",
        "https://git.example/a.yaml?token=secret&ref=v1, https://git.example/a.yaml?token=***&ref=v1",
        "git@git.example:shop/base, git@git.example:shop/base",
        "../base, ../base",
    })
    void hidesWhatMayBeSecret(String text, String shown) {
        assertThat(RemoteUrl.masked(text)).isEqualTo(shown);
    }

    @Test
    void saysWhyAUrlNamesNoRepository() {
        assertThat(RemoteUrl.objection("https://git.example/base"))
                .hasValue("the URL names no repository: failed to parse repo path segment");
        assertThat(RemoteUrl.objection("https://git.example/shop/base//../x")).hasValue("url path exits repo: ../x");
        assertThat(RemoteUrl.objection("ftp://git.example/shop/base"))
                .hasValue("the URL names no server, or its scheme is none of https, http, ssh and file");
        assertThat(RemoteUrl.objection("../base")).isEmpty();
    }
}
