package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceIgnoreTest {

    private Path directory;

    @BeforeEach
    void lay(@TempDir Path temporary) {
        directory = temporary;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".git/config", "sub/.git/x", ".gitignore", "a.png", "x/b.zip", ".github/x.yaml", ".sops.yaml"})
    void leavesOutTheDefaultsWhereNobodyWroteAPattern(String path) {
        assertThat(ignored(path, null)).isTrue();
        assertThat(ignored(path, "# nothing\n\n")).isTrue();
    }

    @Test
    void trap28KeepsOnlyGitsOwnDefaultsWhereSomebodyWroteAPattern() {
        assertThat(ignored("a.png", "x")).isFalse();
        assertThat(ignored(".sops.yaml", "x")).isFalse();
        assertThat(ignored(".git/config", "x")).isTrue();
        assertThat(ignored(".gitignore", "!.gitignore")).isFalse();
    }

    @Test
    void trap28DropsTheDefaultsAlsoForAPatternDeepInTheTree() throws IOException {
        Files.createDirectories(directory.resolve("a/b/c"));
        Files.writeString(directory.resolve("a/b/c/.sourceignore"), "x\n");

        assertThat(ignored("logo.png", null)).isFalse();
    }

    /** Trap 29: paths are judged one by one; what is in an excluded directory can be included again. */
    @ParameterizedTest
    @CsvSource({
        "dir/keep.yaml, dir/|!dir/keep.yaml, false",
        "dir, dir/, false",
        "a/dir/x.yaml, dir/, true",
        "deploy/sub/a.yaml, /*|!/deploy, false",
        "deploy/x/y/a.md, /*|!/deploy|/deploy/**/*.md, true",
        "x/foo/y, **/foo, true",
        "foo/bar, foo/**/bar, true",
        "x/README.md, *.md|!README.md, false",
        "x/a/b, a/b, false",
        "a/b/c.yaml, a/b, true",
        "foo/x/y, foo/*, true",
        "a/xb, a/**b, false",
        "a.yaml, '{a,b}.yaml', false",
        "'#foo', '\\#foo', true",
        "FOO, foo, false",
        "x, /, false",
        "a, [b, false"
    })
    void trap29MatchesAsFluxAndNotAsGit(String path, String patterns, boolean expected) {
        assertThat(ignored(path, patterns.replace('|', '\n'))).isEqualTo(expected);
    }

    @Test
    void letsADeeperFileAndThenTheObjectHaveTheLastWord() throws IOException {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(directory.resolve(".sourceignore"), "*.yaml\n");
        Files.writeString(directory.resolve("sub/.sourceignore"), "!a.yaml\r\n!b.yaml");

        assertThat(ignored("a.yaml", null)).isTrue();
        assertThat(ignored("sub/a.yaml", null)).isFalse();
        assertThat(ignored("sub/b.yaml", "/sub/b.yaml")).isTrue();
    }

    @Test
    void readsNoIgnoreFileThroughALinkThatLeavesTheTree() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.writeString(directory.resolve("outside"), "a.yaml\n");
        Files.createSymbolicLink(tree.resolve(".sourceignore"), Path.of("../outside"));

        assertThat(SourceIgnore.of(tree, null).ignored("a.yaml", false)).isFalse();
    }

    @Test
    void readsNoFurtherThanGoWhereALineIsTooLong() {
        assertThat(ignored("a", "a\n" + "x".repeat(65_536) + "\nb")).isTrue();
        assertThat(ignored("b", "a\n" + "x".repeat(65_536) + "\nb")).isFalse();
        assertThat(ignored("b", "a\n" + "x".repeat(65_535) + "\nb")).isTrue();
    }

    private boolean ignored(String path, @Nullable String specIgnore) {
        return SourceIgnore.of(directory, specIgnore).ignored(path, false);
    }
}
