package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.SourceSpec.Include;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Fetches Git repositories into a cache that concurrent runs share, as source-controller does
 * (internal/controller/gitrepository_controller.go): checkout, submodules, includes, ignore rules. Safe for use by
 * several threads.
 */
public final class SourceFetcher {

    private final SourceCache cache;
    private final CredentialSource credentials;

    /**
     * @param cache the directory of the cache; made where it is missing
     * @param credentials what is known of hosts beside an object's own Secret
     */
    public SourceFetcher(Path cache, CredentialSource credentials) {
        this.cache = new SourceCache(cache);
        this.credentials = requireNonNull(credentials, "credentials");
        GitEnvironment.isolate();
    }

    /** Whether there are credentials for an address beside those of an object's own Secret. */
    public boolean hasLogin(String url) {
        return credentials.credentialsFor(url, Optional.empty()).isPresent();
    }

    /** Fetches a source that includes no other. */
    public Source fetch(SourceSpec spec, Optional<Credentials> secret) {
        return fetch(spec, secret, include -> {
            throw new IllegalArgumentException("no source for the include " + include.repository());
        });
    }

    /**
     * Fetches a source. Where the cache has its commit already, that costs one listing of the remote's references; where
     * {@code spec.ref.commit} names it, nothing.
     *
     * @param secret the data of the Secret that {@code spec.secretRef} names
     * @param includes answers the source of each {@code spec.include}
     * @throws Rejected where the server, or what it holds, says no
     * @throws dev.sluice.failure.TransientFailure where the server does not answer within {@code spec.timeout}
     * @throws InvalidInput where the object is wrong
     */
    public Source fetch(SourceSpec spec, Optional<Credentials> secret, Function<Include, Source> includes) {
        String subject = spec.id().toString();
        GitUrl url = GitUrl.parse(spec.url())
                .filter(parsed -> parsed.isSsh() || parsed.isHttp())
                .orElseThrow(() -> new InvalidInput(
                        subject, "spec.url must start with http://, https:// or ssh://", "ssh://git@host/path.git"));
        var contents = new SourceContents(subject, spec, includes);
        try (var deadline = new FetchDeadline(spec.timeout());
                var remote = remote(spec, url, secret, deadline)) {
            return new Fetch(spec, contents, remote, secret).run();
        }
    }

    private GitRemote remote(SourceSpec spec, GitUrl url, Optional<Credentials> secret, FetchDeadline deadline) {
        String subject = spec.id().toString();
        String secretName = spec.secretName() == null ? "" : spec.id().namespace() + "/" + spec.secretName();
        Optional<Credentials> known = credentials.credentialsFor(url.toString(), secret);
        GitAccess access = new GitLogin(subject, secretName).access(url, known, cache.emptyHome(), deadline);
        return new GitRemote(subject, url, access, deadline);
    }

    /** One fetch. */
    private final class Fetch {

        private final SourceSpec spec;
        private final SourceContents contents;
        private final GitRemote remote;
        private final Optional<Credentials> secret;
        private final Path repository;

        Fetch(SourceSpec spec, SourceContents contents, GitRemote remote, Optional<Credentials> secret) {
            this.spec = spec;
            this.contents = contents;
            this.remote = remote;
            this.secret = secret;
            this.repository = cache.repository(remote.url());
        }

        Source run() {
            GitTarget target = new GitReferenceResolver(remote, this::commitTimes).resolve(spec.reference());
            String key = contents.key(target);
            Optional<SourceCache.Entry> cached = cache.find(repository, key);
            if (cached.isPresent()) {
                return source(target, cached.get());
            }
            try (SourceCache.Lock lock = cache.lock(remote.subject(), repository, remote.deadline())) {
                // Whoever had the lock before may have fetched this very commit.
                return source(target, cache.find(repository, key).orElseGet(() -> fetch(lock, target)));
            }
        }

        private SourceCache.Entry fetch(SourceCache.Lock lock, GitTarget target) {
            Path work = cache.workDirectory(lock);
            try {
                RevCommit fetched = write(target, work);
                var commit = new GitCommit(fetched.name(), "", fetched.getFullMessage());
                contents.complete(work.resolve("tree"));
                // The reference may have moved since it was listed: the entry is of what was fetched.
                return cache.publish(lock, work, contents.key(target.movedTo(commit.hash())), commit);
            } finally {
                delete(work);
            }
        }

        /** Writes the files of the target, and of its submodules, into {@code tree} of a directory. */
        private RevCommit write(GitTarget target, Path work) {
            Path tree = work.resolve("tree");
            try (var clone = new GitClone(remote, work.resolve("clone.git"))) {
                RevCommit commit = fetchInto(clone, target);
                var submodules = clone.write(commit, created(tree), contents.sparseDirectories());
                if (spec.recurseSubmodules()) {
                    new GitSubmodules(this::remoteOf, work).write(remote.url(), clone, commit, submodules, tree);
                }
                return commit;
            }
        }

        private RevCommit fetchInto(GitClone clone, GitTarget target) {
            if (spec.reference().commit() != null) {
                return clone.fetchCommit(target.commit(), target.fetched());
            }
            clone.fetchShallow(List.of(target.fetched()));
            return clone.fetched(0);
        }

        /** When the commits were made that some references lead to. */
        private List<Integer> commitTimes(List<String> references) {
            try (SourceCache.Lock lock = cache.lock(remote.subject(), repository, remote.deadline());
                    var clone = new GitClone(remote, cache.workDirectory(lock))) {
                clone.fetchShallow(references);
                return IntStream.range(0, references.size())
                        .mapToObj(number -> clone.fetched(number).getCommitTime())
                        .toList();
            }
        }

        /** A submodule's server: the Secret goes to its own host, and to those that its {@code known_hosts} names. */
        private GitRemote remoteOf(GitUrl url) {
            boolean own = url.isSsh() || url.authority().equals(remote.url().authority());
            return remote(spec, url, own ? secret : Optional.empty(), remote.deadline());
        }

        private Source source(GitTarget target, SourceCache.Entry entry) {
            var commit = new GitCommit(
                    entry.commit().hash(), target.reference(), entry.commit().message());
            return new Source(remote.url().toString(), target.revision(commit), entry.tree(), commit.summary());
        }

        private Path created(Path directory) {
            try {
                return Files.createDirectories(directory);
            } catch (IOException e) {
                throw SourceCache.cannotWrite(directory, e);
            }
        }

        private void delete(Path directory) {
            try {
                FileTrees.delete(directory);
            } catch (IOException e) {
                throw SourceCache.cannotWrite(directory, e);
            }
        }
    }
}
