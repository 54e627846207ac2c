package dev.sluice.source;

import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** The submodules of a commit, and theirs, each at the commit that its parent names (go-git submodule.go). */
final class GitSubmodules {

    /** As deep as go-git goes. */
    private static final int MAX_DEPTH = 10;

    private final Function<GitUrl, GitRemote> remotes;
    private final TreeContents.Links links;
    private final Path work;

    /**
     * @param remotes opens a submodule's server
     * @param links which symbolic links are written
     * @param work where clones are made
     */
    GitSubmodules(Function<GitUrl, GitRemote> remotes, TreeContents.Links links, Path work) {
        this.remotes = remotes;
        this.links = links;
        this.work = work;
    }

    /**
     * Writes submodules into their directories.
     *
     * @param parent the address of the repository that has them; their own may be relative to it
     * @param submodules the commits by path
     * @param tree the files of the repository that has them
     */
    void write(GitUrl parent, GitClone clone, RevCommit commit, Map<String, ObjectId> submodules, Path tree) {
        write(parent, clone, commit, submodules, tree, 1);
    }

    private void write(
            GitUrl parent, GitClone clone, RevCommit commit, Map<String, ObjectId> submodules, Path tree, int depth) {
        Map<String, String> urls = submodules.isEmpty() ? Map.of() : clone.submoduleUrls(commit);
        for (Map.Entry<String, ObjectId> submodule : submodules.entrySet()) {
            String url = urls.get(submodule.getKey());
            // What .gitmodules does not know stays an empty directory, as in Git.
            if (url != null && depth <= MAX_DEPTH) {
                Path directory = tree.resolve(submodule.getKey());
                write(resolve(parent, url, submodule.getKey()), submodule.getValue(), directory, depth);
            }
        }
    }

    private void write(GitUrl url, ObjectId id, Path directory, int depth) {
        try (GitRemote remote = remotes.apply(url);
                GitClone clone = new GitClone(remote, Files.createTempDirectory(work, "submodule"))) {
            RevCommit commit = clone.fetchCommit(id.name(), "");
            Map<String, ObjectId> nested = clone.write(commit, directory, List.of(), links);
            write(url, clone, commit, nested, directory, depth + 1);
        } catch (IOException e) {
            throw SourceCache.cannotWrite(work, e);
        }
    }

    /** The address of a submodule; {@code ./} and {@code ../} are relative to its parent's. */
    private static GitUrl resolve(GitUrl parent, String url, String path) {
        boolean relative = url.startsWith("./") || url.startsWith("../");
        // Git clones no submodule of this machine either (protocol.file.allow): whoever wrote the commit would choose
        // it.
        return (relative ? Optional.of(parent.resolve(url)) : GitUrl.parse(url))
                .filter(parsed -> parsed.isHttp() || parsed.isSsh())
                .orElseThrow(() -> new Rejected(
                        path,
                        "the submodule's address is not one of http, https or ssh: " + GitUrl.withoutCredentials(url)));
    }
}
