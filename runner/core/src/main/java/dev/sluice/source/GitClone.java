package dev.sluice.source;

import dev.sluice.failure.Rejected;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** A bare clone on this machine, for the time of a fetch: objects come in, a tree of files goes out. */
final class GitClone implements AutoCloseable {

    private final GitRemote remote;
    private final Path directory;
    private final Repository repository;

    /** @param directory where the clone is made, an empty directory; it is deleted with the clone */
    GitClone(GitRemote remote, Path directory) {
        this.remote = remote;
        this.directory = directory;
        try {
            this.repository = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
            repository.create(true);
            // It would tidy up in the background, in a directory that is deleted in a moment.
            repository
                    .getConfig()
                    .setBoolean(ConfigConstants.CONFIG_FETCH_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOGC, false);
        } catch (IOException e) {
            throw cannotWrite(directory, e);
        }
    }

    /** Fetches what a target means: the commit that it names, or what its reference leads to now. */
    RevCommit fetch(GitTarget target, boolean namedCommit) {
        if (namedCommit) {
            return fetchCommit(target.commit(), target.fetched());
        }
        fetchShallow(List.of(target.fetched()));
        return fetched(0);
    }

    /** The bytes of those objects that are there, by hash. */
    Map<String, byte[]> raw(Set<String> hashes) {
        var found = new TreeMap<String, byte[]>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (String hash : hashes) {
                if (reader.has(ObjectId.fromString(hash))) {
                    found.put(hash, reader.open(ObjectId.fromString(hash)).getBytes());
                }
            }
        } catch (IOException e) {
            throw cannotWrite(repository.getDirectory().toPath(), e);
        }
        return found;
    }

    /** Fetches references one commit deep; {@link #fetched(int)} answers what they lead to. */
    void fetchShallow(List<String> references) {
        remote.fetch(repository, 1, references.toArray(String[]::new));
    }

    /**
     * Fetches a commit, which need not be the end of a branch.
     *
     * @param branch the branch that it must be on; empty: anywhere
     */
    RevCommit fetchCommit(String commit, String branch) {
        if (branch.isEmpty()) {
            return fetchCommitAnywhere(commit);
        }
        Ref tip = remote.list(branch).get(branch);
        if (tip == null) {
            throw new Rejected(
                    remote.subject(),
                    remote.failed() + "unable to clone '" + remote.url() + "': couldn't find remote ref \"" + branch
                            + "\"");
        }
        remote.fetch(repository, ObjectId.fromString(commit).equals(tip.getObjectId()) ? 1 : 0, branch);
        return commit(ObjectId.fromString(commit));
    }

    /** The commit that the reference of a number leads to, through tags. */
    RevCommit fetched(int number) {
        try {
            Ref reference = repository.exactRef("refs/fetched/" + number);
            ObjectId id = reference == null ? null : reference.getObjectId();
            if (id == null) {
                throw objectNotFound("refs/fetched/" + number, null);
            }
            return commit(id);
        } catch (IOException e) {
            throw cannotWrite(repository.getDirectory().toPath(), e);
        }
    }

    /**
     * Writes the files of a commit.
     *
     * @param sparse only paths that start with one of these; none: all
     * @param links which symbolic links are written
     * @return the submodules that were passed, by path: their directories are there, empty
     */
    Map<String, ObjectId> write(RevCommit commit, Path directory, List<String> sparse, TreeContents.Links links) {
        var submodules = new TreeMap<String, ObjectId>();
        var written = new TreeMap<String, ObjectId>();
        var writer = new TreeWriter(directory);
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                remote.requireTime();
                String path = walk.getPathString();
                if (!sparse.isEmpty() && sparse.stream().noneMatch(path::startsWith)) {
                    continue;
                }
                SystemReader.getInstance().checkPath(path);
                FileMode mode = walk.getFileMode(0);
                if (mode.equals(FileMode.GITLINK)) {
                    writer.directory(path);
                    submodules.put(path, walk.getObjectId(0));
                } else if (mode.equals(FileMode.SYMLINK)) {
                    if (links == TreeContents.Links.ALL || walk.getNameString().equals(".sourceignore")) {
                        written.put(path, walk.getObjectId(0));
                    }
                } else {
                    writer.file(path, reader.open(walk.getObjectId(0)), mode.equals(FileMode.EXECUTABLE_FILE));
                }
            }
            // They are made last, so that no file is ever written through one.
            for (Map.Entry<String, ObjectId> link : written.entrySet()) {
                writer.link(link.getKey(), reader.open(link.getValue()));
            }
        } catch (CorruptObjectException e) {
            throw new Rejected(remote.subject(), "the commit holds a path that no file can have: " + e.getMessage(), e);
        } catch (IOException e) {
            throw cannotWrite(directory, e);
        }
        return submodules;
    }

    /** The addresses of a commit's submodules, by path. */
    Map<String, String> submoduleUrls(RevCommit commit) {
        var urls = new TreeMap<String, String>();
        try {
            var modules = new BlobBasedConfig(null, repository, commit, ".gitmodules");
            for (String name : modules.getSubsections("submodule")) {
                String path = modules.getString("submodule", name, "path");
                String url = modules.getString("submodule", name, "url");
                if (path != null && url != null) {
                    urls.put(path, url);
                }
            }
        } catch (FileNotFoundException e) {
            return Map.of();
        } catch (IOException | ConfigInvalidException e) {
            throw new Rejected(remote.subject(), ".gitmodules cannot be read: " + e.getMessage(), e);
        }
        return urls;
    }

    @Override
    public void close() {
        repository.close();
        try {
            FileTrees.delete(directory);
        } catch (IOException e) {
            throw cannotWrite(directory, e);
        }
    }

    private RevCommit fetchCommitAnywhere(String commit) {
        try {
            remote.fetch(repository, 1, commit);
        } catch (Rejected byName) {
            // Not every server hands out commits by name: then all branches and tags must come, as in Flux.
            remote.fetch(repository, 0, "refs/heads/*", "refs/tags/*");
        }
        return commit(ObjectId.fromString(commit));
    }

    private RevCommit commit(ObjectId id) {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id);
            walk.parseBody(commit);
            return commit;
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            throw objectNotFound(id.name(), e);
        } catch (IOException e) {
            throw cannotWrite(repository.getDirectory().toPath(), e);
        }
    }

    private Rejected objectNotFound(String name, @Nullable Throwable cause) {
        return new Rejected(
                remote.subject(),
                remote.failed() + "unable to resolve commit object for '" + name + "': object not found",
                cause);
    }

    private Rejected cannotWrite(Path path, IOException cause) {
        return new Rejected(remote.subject(), path + " cannot be written or read: " + cause.getMessage(), cause);
    }
}
