package dev.sluice.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.jgit.revwalk.RevCommit;

/** The files of one repository's commits: from the cache, or fetched into it. */
final class GitCheckout {

    private final SourceCache cache;
    private final GitRemote remote;
    private final TreeContents contents;
    private final Function<GitUrl, GitRemote> submodules;
    private final Path repository;
    private final GitObjects objects;

    /** @param submodules opens a submodule's server */
    GitCheckout(SourceCache cache, GitRemote remote, TreeContents contents, Function<GitUrl, GitRemote> submodules) {
        this.cache = cache;
        this.remote = remote;
        this.contents = contents;
        this.submodules = submodules;
        this.repository = cache.repository(remote.url());
        this.objects = new GitObjects(cache, remote);
    }

    SourceCache.Entry get(GitTarget target) {
        String key = contents.key(target);
        Optional<SourceCache.Entry> cached = cache.find(repository, key);
        if (cached.isPresent()) {
            return cached.get();
        }
        try (SourceCache.Lock lock = cache.lock(remote.subject(), repository, remote.deadline())) {
            // Whoever had the lock before may have fetched this very commit.
            return cache.find(repository, key).orElseGet(() -> fetch(lock, target));
        }
    }

    /** The bytes of the target's commit or tag. */
    byte[] object(GitTarget target, String hash) {
        return objects.get(target, contents.isOfNamedCommit(), hash);
    }

    /** When the commits were made that some references lead to, in seconds since 1970. */
    List<Integer> commitTimes(List<String> references) {
        try (SourceCache.Lock lock = cache.lock(remote.subject(), repository, remote.deadline());
                var clone = new GitClone(remote, cache.workDirectory(lock))) {
            clone.fetchShallow(references);
            return IntStream.range(0, references.size())
                    .mapToObj(number -> clone.fetched(number).getCommitTime())
                    .toList();
        }
    }

    private SourceCache.Entry fetch(SourceCache.Lock lock, GitTarget target) {
        Path work = cache.workDirectory(lock);
        try {
            Written written = write(target, work);
            var commit =
                    new GitCommit(written.commit().name(), "", written.commit().getFullMessage());
            contents.complete(work.resolve("tree"));
            // The reference may have moved since it was listed: the entry is of what was fetched.
            SourceCache.Entry entry = cache.publish(lock, work, contents.key(target.movedTo(commit.hash())), commit);
            objects.keep(written.signed());
            return entry;
        } finally {
            delete(work);
        }
    }

    /** A commit whose files are there; {@code signed}: the bytes of what may be signed, by hash. */
    private record Written(RevCommit commit, Map<String, byte[]> signed) {}

    /** Writes the files of the target, and of its submodules, into {@code tree} of a directory. */
    private Written write(GitTarget target, Path work) {
        Path tree = work.resolve("tree");
        try (var clone = new GitClone(remote, work.resolve("clone.git"))) {
            RevCommit commit = clone.fetch(target, contents.isOfNamedCommit());
            var links = contents.links();
            var modules = clone.write(commit, created(tree), contents.sparseDirectories(), links);
            if (contents.hasSubmodules()) {
                new GitSubmodules(submodules, links, work).write(remote.url(), clone, commit, modules, tree);
            }
            String tag = target.tag().map(GitTag::hash).orElse("");
            return new Written(commit, clone.raw(tag.isEmpty() ? Set.of(commit.name()) : Set.of(commit.name(), tag)));
        }
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw SourceCache.cannotWrite(directory, e);
        }
    }

    private static void delete(Path directory) {
        try {
            FileTrees.delete(directory);
        } catch (IOException e) {
            throw SourceCache.cannotWrite(directory, e);
        }
    }
}
