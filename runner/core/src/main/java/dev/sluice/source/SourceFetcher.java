package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.SourceSpec.Include;
import dev.sluice.source.signature.PublicKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fetches Git repositories into a cache that concurrent runs share, as source-controller does
 * (internal/controller/gitrepository_controller.go): checkout, submodules, includes, ignore rules. Safe for use by
 * several threads.
 */
public final class SourceFetcher {

    private final SourceCache cache;
    private final CredentialSource credentials;
    private final Optional<Listings> listings;
    private final Clock clock;

    /**
     * @param cache the directory of the cache; made where it is missing
     * @param credentials what is known of hosts beside an object's own Secret
     */
    public SourceFetcher(Path cache, CredentialSource credentials) {
        this(cache, credentials, Clock.systemUTC());
    }

    /** @param clock tells whether keys and signatures have expired */
    SourceFetcher(Path cache, CredentialSource credentials, Clock clock) {
        this(new SourceCache(cache), credentials, Optional.empty(), clock);
        GitEnvironment.isolate();
    }

    private SourceFetcher(SourceCache cache, CredentialSource credentials, Optional<Listings> listings, Clock clock) {
        this.cache = cache;
        this.credentials = requireNonNull(credentials, "credentials");
        this.listings = listings;
        this.clock = clock;
    }

    /** The same for one run: a server is asked once for its references, so that a branch is one commit for all of the run. */
    public SourceFetcher ofOneRun() {
        return new SourceFetcher(cache, credentials, Optional.of(new Listings()), clock);
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
        return fetch(spec, secret, Optional.empty(), includes);
    }

    /**
     * Fetches a source, and verifies it where it has {@code spec.verify}: each time, also what the cache has.
     *
     * @param keys the data of the Secret that {@code spec.verify.secretRef} names
     */
    public Source fetch(
            SourceSpec spec,
            Optional<Credentials> secret,
            Optional<Credentials> keys,
            Function<Include, Source> includes) {
        String subject = spec.id().toString();
        GitUrl url = GitUrl.parse(spec.url())
                .filter(parsed -> parsed.isSsh() || parsed.isHttp())
                .orElseThrow(() -> new InvalidInput(
                        subject, "spec.url must start with http://, https:// or ssh://", "ssh://git@host/path.git"));
        var contents = new SourceContents(subject, spec, includes);
        try (var deadline = new FetchDeadline(spec.timeout());
                var remote = remote(spec, url, secret, deadline)) {
            var checkout = new GitCheckout(cache, remote, contents, module -> remoteOf(module, spec, remote, secret));
            GitTarget target = new GitReferenceResolver(remote, checkout::commitTimes).resolve(spec.reference());
            SourceCache.Entry entry = checkout.get(target);
            return source(remote.url(), target, entry, verified(spec, keys, target, entry, checkout));
        }
    }

    private GitRemote remote(SourceSpec spec, GitUrl url, Optional<Credentials> secret, FetchDeadline deadline) {
        String subject = spec.id().toString();
        String secretName = spec.secretName() == null ? "" : spec.id().namespace() + "/" + spec.secretName();
        Optional<Credentials> known = credentials.credentialsFor(url.toString(), secret);
        GitAccess access = new GitLogin(subject, secretName).access(url, known, cache.emptyHome(), deadline);
        return new GitRemote(
                FetchSubject.ofSource(spec.id()),
                url,
                access,
                deadline,
                listings.map(all -> all.of(url, known)).orElse(Listings.OfServer.ASKED));
    }

    /** A submodule's server: the Secret goes to its own host, and to those that its {@code known_hosts} names. */
    private GitRemote remoteOf(GitUrl module, SourceSpec spec, GitRemote parent, Optional<Credentials> secret) {
        boolean own = module.isSsh() || module.authority().equals(parent.url().authority());
        return remote(spec, module, own ? secret : Optional.empty(), parent.deadline());
    }

    private String verified(
            SourceSpec spec,
            Optional<Credentials> keys,
            GitTarget target,
            SourceCache.Entry entry,
            GitCheckout checkout) {
        return spec.verification()
                .map(verification -> verifier(spec, verification, keys)
                        .verify(entry.commit().hash(), target.tag(), hash -> checkout.object(target, hash)))
                .orElse("");
    }

    private GitVerifier verifier(SourceSpec spec, Verification verification, Optional<Credentials> keys) {
        // Without the Secret there is no key that a signature could be of.
        var secret = keys.orElse(new Credentials(Map.of()));
        return new GitVerifier(spec.id().toString(), verification, new PublicKeys(secret.data(), clock));
    }

    /**
     * Verifies the checked-out commit of the workspace, where that stands for a source with {@code spec.verify}.
     *
     * @param seen what was read of the workspace
     * @return what Flux says of it; empty where the source is not to be verified
     * @throws Rejected where the commit is not signed as it should be, or what lies there is not that commit
     */
    public String verify(SourceSpec spec, Optional<Credentials> keys, Workspace workspace, SeenFiles seen) {
        return spec.verification()
                .map(verification -> workspace.verify(spec, verification, verifier(spec, verification, keys), seen))
                .orElse("");
    }

    private static Source source(GitUrl url, GitTarget target, SourceCache.Entry entry, String verified) {
        var commit = new GitCommit(
                entry.commit().hash(), target.reference(), entry.commit().message());
        return new Source(
                url.toString(), target.revision(commit), entry.tree(), commit.summary(), SourceFilter.NONE, verified);
    }
}
