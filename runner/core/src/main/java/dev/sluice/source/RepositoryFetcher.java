package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fetches repositories that are named by an address alone, as kustomize does with {@code git fetch --depth=1}: every file
 * and link of a commit, into the cache that the sources of runs share. Safe for use by several threads.
 */
public final class RepositoryFetcher {

    private final SourceCache cache;
    private final CredentialSource credentials;

    /**
     * @param cache the directory of the cache; made where it is missing
     * @param credentials what is known of hosts
     */
    public RepositoryFetcher(Path cache, CredentialSource credentials) {
        this.cache = new SourceCache(cache);
        this.credentials = requireNonNull(credentials, "credentials");
        GitEnvironment.isolate();
    }

    /**
     * What to fetch.
     *
     * @param url of any form that Git knows: a URL, or {@code user@host:path}
     * @param reference a branch, a tag, a full reference or a whole commit; empty for the default branch
     */
    public record Request(String url, String reference, Duration timeout, boolean submodules) {

        public Request {
            requireNonNull(url, "url");
            requireNonNull(reference, "reference");
            requireNonNull(timeout, "timeout");
        }

        /** Without what may be secret in the address. */
        @Override
        public String toString() {
            return GitUrl.withoutCredentials(url) + (reference.isEmpty() ? "" : "?ref=" + reference);
        }
    }

    /**
     * The files of a commit.
     *
     * @param address of the repository, without credentials
     * @param directory the tree; never written to
     * @param reference the full name of what led to the commit; empty where the commit was named itself
     */
    public record Fetched(String address, Path directory, String commit, String reference) {

        public Fetched {
            requireNonNull(address, "address");
            requireNonNull(directory, "directory");
            requireNonNull(commit, "commit");
            requireNonNull(reference, "reference");
        }
    }

    /** Whether a repository is of this machine. */
    public static boolean isLocal(String url) {
        return GitUrl.parse(url).filter(GitUrl::isFile).isPresent();
    }

    /** Whether the commit is in the cache, so that fetching it asks nobody; false for all that is no whole commit. */
    public boolean holds(Request request) {
        return FetchReference.isCommit(request.reference())
                && GitUrl.parse(request.url())
                        .filter(url -> cache.has(
                                cache.repository(url),
                                new WholeTree(request).key(FetchReference.ofCommit(request.reference()))))
                        .isPresent();
    }

    /**
     * Fetches a repository. Where the cache has its commit already, that costs one listing of the remote's references;
     * where the request names it, nothing.
     *
     * @throws Rejected where the server, or what it holds, says no
     * @throws dev.sluice.failure.TransientFailure where the server does not answer within the request's time
     * @throws InvalidInput where the address is none
     */
    public Fetched fetch(Request request) {
        GitUrl url = GitUrl.parse(request.url())
                .filter(parsed -> parsed.isSsh() || parsed.isHttp() || parsed.isFile())
                .orElseThrow(() -> new InvalidInput(
                        "",
                        "'" + GitUrl.withoutCredentials(request.url()) + "' is no address of a Git repository",
                        "https://host/path.git, ssh://git@host/path.git or git@host:path.git"));
        try (var deadline = new FetchDeadline(request.timeout());
                var remote = remote(url, deadline)) {
            GitTarget target = new FetchReference(remote).resolve(request.reference());
            var checkout = new GitCheckout(cache, remote, new WholeTree(request), module -> remote(module, deadline));
            SourceCache.Entry entry = checkout.get(target);
            return new Fetched(url.toString(), entry.tree(), entry.commit().hash(), target.reference());
        }
    }

    private GitRemote remote(GitUrl url, FetchDeadline deadline) {
        FetchSubject subject = FetchSubject.ofBase();
        return new GitRemote(subject, url, url.isFile() ? new LocalAccess() : access(subject, url, deadline), deadline);
    }

    /** A login in the address itself counts. */
    private GitAccess access(FetchSubject subject, GitUrl url, FetchDeadline deadline) {
        Optional<Credentials> login = url.password().isEmpty()
                ? credentials.credentialsFor(url.toString(), Optional.empty())
                : Optional.empty();
        return new GitLogin(subject.name(), "").access(url, login, cache.emptyHome(), deadline);
    }

    /** A commit as it is. */
    private record WholeTree(Request request) implements TreeContents {

        /** Counts up when the same options give other files, so that old entries of the cache are not taken for new. */
        private static final String FORMAT = "base-1";

        @Override
        public String key(GitTarget target) {
            return target.commit() + "-"
                    + TreeDigest.ofText(FORMAT + "\0" + request.submodules()).substring(0, 16);
        }

        @Override
        public List<String> sparseDirectories() {
            return List.of();
        }

        @Override
        public Links links() {
            return Links.ALL;
        }

        @Override
        public boolean hasSubmodules() {
            return request.submodules();
        }

        @Override
        public boolean isOfNamedCommit() {
            return FetchReference.isCommit(request.reference());
        }

        @Override
        public void complete(Path tree) {
            // Nothing is added or left out.
        }
    }
}
