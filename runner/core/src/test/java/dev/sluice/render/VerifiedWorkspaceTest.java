package dev.sluice.render;

import static dev.sluice.render.RenderScene.ROOT;
import static dev.sluice.render.RenderScene.configMap;
import static dev.sluice.render.RenderScene.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.RunEvent;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.source.signature.PgpSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spec.verify} of the source that the workspace stands for: the checked-out commit must be signed. */
class VerifiedWorkspaceTest {

    private static final String SOURCE = "GitRepository/flux-system/flux-system";

    private final PgpSigner author = PgpSigner.create();
    private final RenderScene scene;

    VerifiedWorkspaceTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @BeforeEach
    void write() {
        verify("mode: HEAD", "ref: {branch: main}");
        scene.file("clusters/dev/a.yaml", configMap("a", "a: b"));
        scene.file("clusters/dev/keys.yaml", keys(author));
    }

    @Test
    void isVerifiedByKeysThatItBrings() throws Exception {
        String head = commit(author::sign);

        Rendered rendered = scene.render();

        assertThat(find(rendered, ROOT).source().verified())
                .isEqualTo("verified signature of\n\t- commit '" + head + "' with key '" + author.id() + "'");
        assertThat(scene.events())
                .filteredOn(RunEvent.SourceVerified.class::isInstance)
                .hasSize(1);
    }

    @Test
    void isRefusedUnsigned() throws Exception {
        String head = commit(null);

        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage(SOURCE + ": signature verification of commit '" + head
                        + "' failed: unsupported signature type: empty");
        assertThat(scene.events())
                .filteredOn(RunEvent.NotReady.class::isInstance)
                .extracting(event -> ((RunEvent.NotReady) event).reason())
                .containsExactly("InvalidCommitSignature");
    }

    /** Else whoever can push could bring the key that speaks for him. */
    @Test
    void isVerifiedByTheKeysOfTheTargetBeforeThoseThatItBrings() throws Exception {
        PgpSigner intruder = PgpSigner.create();
        scene.inTarget(keys(author));
        scene.file("clusters/dev/keys.yaml", keys(intruder));
        commit(intruder::sign);

        assertThatThrownBy(scene::render).isInstanceOf(Rejected.class).hasMessageContaining("no matching key");
    }

    @Test
    void isRefusedWithChangesThatNobodySigned() throws Exception {
        commit(author::sign);
        scene.file("clusters/dev/a.yaml", configMap("a", "a: changed"));

        assertThatThrownBy(scene::render)
                .isInstanceOfSatisfying(Rejected.class, refused -> assertThat(refused.hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("--local-source " + SOURCE + "=")))
                .hasMessage(SOURCE + ": the working tree has changes that are in no commit, and so not signed");
    }

    /** A workspace that is looked at before somebody checks out another commit. */
    @Test
    void isRefusedWhereAnotherCommitIsCheckedOutMeanwhile() throws Exception {
        String signed = commit(author::sign);
        scene.share(Sharing.alone());
        scene.file("clusters/dev/a.yaml", configMap("a", "a: changed"));
        commit(null);

        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage(SOURCE + ": the working tree has changes that are in no commit, and so not signed");
        assertThat(signed).isNotEmpty();
    }

    @Test
    void isRefusedWithAFileThatGitIgnoresAndTheBuildReads() throws Exception {
        scene.file(".gitignore", "*.local.yaml\ntarget/\n");
        scene.file("target/classes/unread.yaml", configMap("unread", "a: b"));
        String head = commit(author::sign);
        scene.render();
        scene.file("clusters/dev/b.local.yaml", configMap("b", "a: b"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage(
                        SOURCE + ": was read otherwise than commit '" + head + "' has it: clusters/dev/b.local.yaml");
    }

    @Test
    void isRefusedWithAFileThatGitTakesForUnchanged() throws Exception {
        String head = commit(author::sign);
        flag(entry -> entry.setAssumeValid(true));
        scene.file("clusters/dev/a.yaml", configMap("a", "a: changed"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage(SOURCE + ": was read otherwise than commit '" + head + "' has it: clusters/dev/a.yaml");
    }

    /** An object that is gone would be pruned. */
    @Test
    void isRefusedWithoutAFileThatGitDoesNotMiss() throws Exception {
        String head = commit(author::sign);
        flag(entry -> entry.setAssumeValid(true));
        Files.delete(scene.workspace().resolve("clusters/dev/a.yaml"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage(SOURCE + ": was read otherwise than commit '" + head + "' has it: clusters/dev/a.yaml");
    }

    @Test
    void isRefusedWithARepositoryInItThatIsNoneOfTheCommit() throws Exception {
        commit(author::sign);
        scene.file("clusters/dev/other/b.yaml", configMap("b", "a: b"));
        Git.init()
                .setDirectory(scene.workspace().resolve("clusters/dev/other").toFile())
                .call()
                .close();

        assertThatThrownBy(scene::render).isInstanceOf(Rejected.class);
    }

    @Test
    void isVerifiedWithOtherLineEnds() throws Exception {
        try (Git git = Git.init().setDirectory(scene.workspace().toFile()).call()) {
            git.getRepository().getConfig().setString("core", null, "autocrlf", "true");
            git.getRepository().getConfig().save();
        }
        scene.file("clusters/dev/a.yaml", configMap("a", "a: b").replace("\n", "\r\n"));
        commit(author::sign);

        assertThat(find(scene.render(), ROOT).source().verified()).startsWith("verified signature of");
    }

    @Test
    void isRefusedOutsideOfGit() {
        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage(SOURCE + ": the workspace is no Git checkout: there is no commit to verify");
    }

    @Test
    void aLocalDirectoryIsTakenUnverifiedAndSaysSo() throws Exception {
        commit(null);
        scene.file("clusters/dev/a.yaml", configMap("a", "a: changed"));
        scene.localSource(SOURCE, "workspace");

        Rendered rendered = scene.render();

        assertThat(rendered.warnings())
                .extracting(Problem::what)
                .anyMatch(what -> what.startsWith(SOURCE + ": is not verified: --local-source takes "));
    }

    @Test
    void isRefusedWithoutTheSecret() throws Exception {
        scene.file("clusters/dev/keys.yaml", configMap("keys", "a: b"));
        commit(author::sign);

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("clusters/dev/source.yaml:10: " + SOURCE
                        + ": public keys secret error: secrets \"keys\" not found");
    }

    @Test
    void aBranchHasNoTagToVerify() throws Exception {
        verify("mode: Tag", "ref: {branch: main}");
        commit(author::sign);

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("clusters/dev/source.yaml:9: " + SOURCE
                        + ": cannot verify tag object's signature if a tag reference is not specified");
    }

    @Test
    void theTagThatIsNamedIsVerifiedWhereItIsTheCheckedOutOne() throws Exception {
        verify("mode: TagAndHEAD", "ref: {tag: v1.0.0}");
        String head = commit(author::sign);
        tag("v1.0.0", head);

        assertThat(find(scene.render(), ROOT).source().verified())
                .contains("\n\t- tag 'v1.0.0@", "\n\t- commit '" + head + "'");
    }

    @Test
    void theTagOfARangeIsTheNewestOfTheCheckedOutCommit() throws Exception {
        verify("mode: Tag", "ref: {semver: 1.x}");
        String head = commit(author::sign);
        tag("v1.0.0", head);
        tag("v1.1.0", head);

        assertThat(find(scene.render(), ROOT).source().verified()).contains("\n\t- tag 'v1.1.0@");
    }

    @Test
    void aTagOfAnotherCommitDoesNotCount() throws Exception {
        verify("mode: Tag", "ref: {tag: v1.0.0}");
        tag("v1.0.0", commit(author::sign));
        String head = commit(author::sign);

        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage(SOURCE + ": tag 'v1.0.0' is not of commit '" + head + "', which is checked out");
    }

    @Test
    void aTagThatWasNotFetchedIsAskedFor() throws Exception {
        verify("mode: Tag", "ref: {tag: v1.0.0}");
        commit(author::sign);

        assertThatThrownBy(scene::render)
                .isInstanceOfSatisfying(Rejected.class, refused -> assertThat(refused.hint())
                        .contains("git fetch origin refs/tags/v1.0.0:refs/tags/v1.0.0, and check it out"))
                .hasMessage(SOURCE + ": tag 'v1.0.0' is not in this checkout");
    }

    private void verify(String mode, String reference) {
        scene.file("clusters/dev/source.yaml", """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: flux-system, namespace: flux-system}
                spec:
                  interval: 10m
                  url: https://git.invalid/flux-system
                  %s
                  verify:
                    %s
                    secretRef: {name: keys}
                """.formatted(reference, mode));
    }

    /** Changes what Git's index says of {@code a.yaml}. */
    private void flag(Consumer<DirCacheEntry> change) throws IOException {
        try (Git git = Git.open(scene.workspace().toFile())) {
            DirCache index = git.getRepository().lockDirCache();
            change.accept(index.getEntry("clusters/dev/a.yaml"));
            index.write();
            index.commit();
        }
    }

    private static String keys(PgpSigner signer) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: keys, namespace: flux-system}
                stringData:
                  author.asc: |
                %s
                """.formatted(signer.publicKey().indent(4).stripTrailing());
    }

    private String commit(@Nullable Function<byte[], String> signer) throws IOException, GitAPIException {
        try (Git git = Git.init()
                .setInitialBranch("main")
                .setDirectory(scene.workspace().toFile())
                .call()) {
            git.add().addFilepattern(".").call();
            RevCommit plain = git.commit()
                    .setSign(false)
                    .setAllowEmpty(true)
                    .setAuthor("Tester", "tester@example.test")
                    .setCommitter("Tester", "tester@example.test")
                    .setMessage("Change")
                    .call();
            if (signer == null) {
                return plain.name();
            }
            var signed = new CommitBuilder();
            signed.setTreeId(plain.getTree());
            signed.setParentIds(plain.getParents());
            signed.setAuthor(plain.getAuthorIdent());
            signed.setCommitter(plain.getCommitterIdent());
            signed.setMessage(plain.getFullMessage());
            signed.setGpgSignature(signature(signer, signed.build()));
            try (ObjectInserter inserter = git.getRepository().newObjectInserter()) {
                ObjectId id = inserter.insert(signed);
                inserter.flush();
                RefUpdate update = git.getRepository().updateRef(Constants.HEAD);
                update.setNewObjectId(id);
                update.forceUpdate();
                return id.name();
            }
        }
    }

    private void tag(String name, String commit) throws IOException {
        try (Git git = Git.open(scene.workspace().toFile());
                ObjectInserter inserter = git.getRepository().newObjectInserter()) {
            var tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
            tag.setTagger(new PersonIdent("Tester", "tester@example.test"));
            tag.setMessage(name + "\n");
            tag.setGpgSignature(signature(author::sign, tag.build()));
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            RefUpdate update = git.getRepository().updateRef(Constants.R_TAGS + name);
            update.setNewObjectId(id);
            update.forceUpdate();
        }
    }

    private static GpgSignature signature(Function<byte[], String> signer, byte[] payload) {
        return new GpgSignature(signer.apply(payload).getBytes(StandardCharsets.US_ASCII));
    }
}
