package dev.sluice.source;

import dev.sluice.failure.TransientFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Commits and tags of one repository as they are, for their signatures: from the cache, or fetched into it. */
final class GitObjects {

    private final SourceCache cache;
    private final GitRemote remote;
    private final Path repository;

    GitObjects(SourceCache cache, GitRemote remote) {
        this.cache = cache;
        this.remote = remote;
        this.repository = cache.repository(remote.url());
    }

    /** Keeps the bytes of objects, by hash. */
    void keep(Map<String, byte[]> objects) {
        objects.forEach((hash, raw) -> cache.keep(repository, hash, raw));
    }

    /** @param target what leads to the object */
    byte[] get(GitTarget target, boolean namedCommit, String hash) {
        Optional<byte[]> kept = cache.object(repository, hash);
        if (kept.isPresent()) {
            return kept.get();
        }
        try (SourceCache.Lock lock = cache.lock(remote.subject(), repository, remote.deadline());
                var clone = new GitClone(remote, cache.workDirectory(lock))) {
            var unused = clone.fetch(target, namedCommit);
            keep(clone.raw(Set.of(hash)));
        }
        return cache.object(repository, hash)
                .orElseThrow(() -> new TransientFailure(
                        remote.subject(), "the reference moved while it was fetched: '" + hash + "' is not there"));
    }
}
