package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.RemoteBase;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.kustomize.RemoteTree;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.RepositoryFetcher;
import dev.sluice.source.RepositoryFetcher.Fetched;
import dev.sluice.source.RepositoryFetcher.Request;
import dev.sluice.source.Source;
import dev.sluice.source.WebFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * What kustomizations name outside of their tree, fetched through the source layer: each once, and from the cache that
 * runs share where it is there. What could not be had is not asked for again either, until that is forgotten. Safe for use
 * by several threads.
 */
public final class RemoteSources implements RemoteBases {

    /** As long as kustomize gives a repository. */
    private static final Duration FILE_TIMEOUT = Duration.ofSeconds(27);

    private static final String TAGS = "refs/tags/";

    private final RepositoryFetcher repositories;
    private final WebFiles files;
    private final boolean localRepositories;
    private final AskedOnce<Request, RemoteTree> trees = new AskedOnce<>();
    private final AskedOnce<String, byte[]> contents = new AskedOnce<>();

    /**
     * @param cache the directory of the cache; made where it is missing
     * @param credentials what is known of hosts
     * @param localRepositories whether a base may be a repository of this machine ({@code file://}); a run allows none:
     *     all that it reads is in its sources
     */
    public RemoteSources(Path cache, CredentialSource credentials, boolean localRepositories) {
        this.repositories = new RepositoryFetcher(cache, credentials);
        this.files = new WebFiles(cache, credentials, FILE_TIMEOUT);
        this.localRepositories = localRepositories;
    }

    @Override
    public byte[] file(String url) {
        return contents.get(url, () -> files.fetch(url, RemoteBases.shown(url)));
    }

    @Override
    public RemoteTree repository(RemoteBase base) {
        Request request = request(base);
        if (!localRepositories && RepositoryFetcher.isLocal(request.url())) {
            throw new InvalidInput(
                    base.repository(),
                    "a repository of this machine is no base of a run",
                    "name its server, or keep a copy of it in the repository");
        }
        return repository(request);
    }

    private RemoteTree repository(Request request) {
        return trees.get(request, () -> tree(request));
    }

    @Override
    public boolean holds(RemoteBase base) {
        Request request = request(base);
        return trees.isThere(request).orElseGet(() -> repositories.holds(request));
    }

    @Override
    public Optional<String> text(String displayed) {
        Optional<Request> repository = trees.there()
                .filter(request -> displayed.startsWith(request + "/"))
                .max(Comparator.comparing(request -> request.toString().length()));
        if (repository.isPresent()) {
            String path = displayed.substring(repository.get().toString().length() + 1);
            return repository(repository.get())
                    .files()
                    .read(path)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }
        return contents.there()
                .filter(url -> RemoteBases.shown(url).equals(displayed))
                .findFirst()
                .map(url -> new String(file(url), StandardCharsets.UTF_8));
    }

    /** Forgets what could not be had: at another try it may be there. */
    public void forgetFailures() {
        trees.forgetFailures();
        contents.forgetFailures();
    }

    private RemoteTree tree(Request request) {
        Fetched fetched = repositories.fetch(request);
        String revision = "sha1:" + fetched.commit();
        var source = new Source(fetched.address(), revision, fetched.directory(), revision);
        return new RemoteTree(new SourceTree(source, request.toString()), warning(request, fetched));
    }

    /** A name that moves makes the result of a run another one tomorrow; so that this one can be had again, it is told. */
    private static Optional<String> warning(Request request, Fetched fetched) {
        if (fetched.reference().isEmpty() || fetched.reference().startsWith(TAGS)) {
            return Optional.empty();
        }
        String named = request.reference().isEmpty()
                ? "names no ref: " + fetched.reference()
                : "names a ref that moves: " + fetched.reference();
        return Optional.of(named + " was " + fetched.commit());
    }

    private static Request request(RemoteBase base) {
        return new Request(base.repository(), base.reference(), base.timeout(), base.submodules());
    }
}
