package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.TimedOut;
import dev.sluice.kustomize.RemoteBase;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.kustomize.RemoteTree;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.RepositoryFetcher;
import dev.sluice.source.RepositoryFetcher.Fetched;
import dev.sluice.source.RepositoryFetcher.Request;
import dev.sluice.source.Source;
import dev.sluice.source.WebFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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
    private final Map<Request, FutureTask<RemoteTree>> trees = new ConcurrentHashMap<>();
    private final Map<String, FutureTask<byte[]>> contents = new ConcurrentHashMap<>();

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
        return once(contents, url, () -> files.fetch(url, RemoteBases.shown(url)));
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
        return once(trees, request, () -> tree(request));
    }

    @Override
    public boolean holds(RemoteBase base) {
        Request request = request(base);
        FutureTask<RemoteTree> known = trees.get(request);
        return (known != null && known.isDone()) ? !hasFailed(known) : repositories.holds(request);
    }

    /** Forgets what could not be had: at another try it may be there. */
    public void forgetFailures() {
        trees.values().removeIf(RemoteSources::hasFailed);
        contents.values().removeIf(RemoteSources::hasFailed);
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

    private static <K, V> V once(Map<K, FutureTask<V>> known, K key, Callable<V> request) {
        var task = known.computeIfAbsent(key, any -> new FutureTask<>(request));
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "interrupted while it was fetched", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static boolean hasFailed(FutureTask<?> task) {
        if (!task.isDone()) {
            return false;
        }
        try {
            return task.get() == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }
}
