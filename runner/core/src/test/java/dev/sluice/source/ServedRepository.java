package dev.sluice.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** A bare repository for a server, filled commit by commit; each commit is one second younger than the last. */
public final class ServedRepository implements AutoCloseable {

    private final Repository repository;
    private final Map<String, Blob> files = new TreeMap<>();
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");

    public ServedRepository(Path directory) throws IOException {
        GitEnvironment.isolate();
        repository = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build();
        repository.create(true);
        repository.updateRef(Constants.HEAD).link("refs/heads/main");
    }

    /** What stands at a path of the next commit. */
    private record Blob(FileMode mode, ObjectId id) {}

    Repository repository() {
        return repository;
    }

    public ServedRepository file(String path, String content) {
        return blob(path, FileMode.REGULAR_FILE, content);
    }

    ServedRepository executable(String path, String content) {
        return blob(path, FileMode.EXECUTABLE_FILE, content);
    }

    ServedRepository link(String path, String target) {
        return blob(path, FileMode.SYMLINK, target);
    }

    ServedRepository submodule(String path, String commit) {
        files.put(path, new Blob(FileMode.GITLINK, ObjectId.fromString(commit)));
        return this;
    }

    /** Commits all files so far to a branch; answers the commit. */
    public String commit(String branch, String message) {
        return commit(branch, message, null);
    }

    /** The same, signed: the signer is given what is signed. */
    public String signedCommit(String branch, String message, Function<byte[], String> signer) {
        return commit(branch, message, signer);
    }

    private String commit(String branch, String message, @Nullable Function<byte[], String> signer) {
        time = time.plusSeconds(1);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree(inserter));
            ObjectId parent = repository.resolve("refs/heads/" + branch);
            if (parent != null) {
                commit.setParentId(parent);
            }
            commit.setAuthor(person());
            commit.setCommitter(person());
            commit.setMessage(message);
            sign(commit, signer);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            update("refs/heads/" + branch, id);
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sign(ObjectBuilder object, @Nullable Function<byte[], String> signer) throws IOException {
        if (signer != null) {
            String signature = signer.apply(object.build());
            object.setGpgSignature(new GpgSignature(signature.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /**
     * Commits a tree that Git's tools would not make: a directory of files, and beside it a link of the same name.
     *
     * @param name of both
     * @param file of the directory
     * @param mode of the file
     */
    String commitLinkAndDirectory(String branch, String name, String target, String file, FileMode mode) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            var below = new TreeFormatter();
            below.append(file, mode, inserter.insert(Constants.OBJ_BLOB, Constants.encode("/nowhere")));
            var tree = new TreeFormatter();
            tree.append(name, FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, Constants.encode(target)));
            tree.append(name, FileMode.TREE, inserter.insert(below));
            var commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(person());
            commit.setCommitter(person());
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            update("refs/heads/" + branch, id);
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ServedRepository reference(String name, String commit) {
        update(name, ObjectId.fromString(commit));
        return this;
    }

    public ServedRepository annotatedTag(String name, String commit) {
        return tag(name, commit, null);
    }

    /** The same, signed: the signer is given what is signed. */
    public ServedRepository signedTag(String name, String commit, Function<byte[], String> signer) {
        return tag(name, commit, signer);
    }

    private ServedRepository tag(String name, String commit, @Nullable Function<byte[], String> signer) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            var tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
            tag.setTagger(person());
            tag.setMessage(name + "\n");
            sign(tag, signer);
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            update("refs/tags/" + name, id);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }

    private ServedRepository blob(String path, FileMode mode, String content) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            files.put(
                    path,
                    new Blob(mode, inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8))));
            inserter.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId tree(ObjectInserter inserter) throws IOException {
        var index = DirCache.newInCore();
        var builder = index.builder();
        files.forEach((path, blob) -> {
            var entry = new DirCacheEntry(path);
            entry.setFileMode(blob.mode());
            entry.setObjectId(blob.id());
            builder.add(entry);
        });
        builder.finish();
        return index.writeTree(inserter);
    }

    private void update(String name, ObjectId id) {
        try {
            RefUpdate update = repository.updateRef(name);
            update.setNewObjectId(id);
            update.forceUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PersonIdent person() {
        return new PersonIdent("Tester", "tester@example.test", time, ZoneOffset.UTC);
    }
}
