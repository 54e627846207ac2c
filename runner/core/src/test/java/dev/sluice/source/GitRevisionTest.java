package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitRevisionTest {

    private static final String HASH = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    @ParameterizedTest
    @CsvSource({
        "feature/x/" + HASH + ", feature/x@sha1:" + HASH,
        "HEAD/" + HASH + ", sha1:" + HASH,
        HASH + ", sha1:" + HASH,
        "main@sha1:" + HASH + ", main@sha1:" + HASH,
        "main/abc, main@<unknown>:abc"
    })
    void bringsOldFormsIntoTheNew(String revision, String expected) {
        assertThat(GitRevision.transform(revision)).isEqualTo(expected);
    }

    @Test
    void trap26NamesAReferenceShortOrInFull() {
        var commit = new GitCommit(HASH, "refs/heads/feature/x", "");

        assertThat(commit.revision()).isEqualTo("feature/x@sha1:" + HASH);
        assertThat(commit.absoluteRevision()).isEqualTo("refs/heads/feature/x@sha1:" + HASH);
        assertThat(new GitCommit(HASH, "", "").revision()).isEqualTo("sha1:" + HASH);
    }

    @Test
    void cutsTheSubjectAfterFiftyCharactersAndNotAfterFiftyBytes() {
        String rockets = "\ud83d\ude80".repeat(51);

        assertThat(new GitCommit(HASH, "", rockets + "\nbody").shortMessage())
                .isEqualTo("\ud83d\ude80".repeat(50) + "...");
        assertThat(new GitCommit(HASH, "", "Short\n\nbody").summary()).isEqualTo("commit 'Short'");
    }
}
