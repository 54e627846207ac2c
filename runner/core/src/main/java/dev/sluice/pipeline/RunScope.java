package dev.sluice.pipeline;

import dev.sluice.event.RunListener;
import dev.sluice.flux.FluxObjects;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.render.ElsewhereBases;
import dev.sluice.render.RemoteSources;
import dev.sluice.render.Sharing;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the roots of one run have in common: the workspace, the threads, what was fetched, and what their renders share.
 * Safe for use by several threads.
 */
final class RunScope implements AutoCloseable {

    private static final int LEAST_THREADS = 4;
    private static final int CLUSTER_THREADS = 8;

    private final RunListener listener;
    private final Workspace workspace;
    private final SourceFetcher fetcher;
    private final RemoteSources remote;
    private final RemoteBases elsewhere = new ElsewhereBases();
    private final Sharing sharing;
    private final FluxObjects flux = new FluxObjects();
    private final int threads;
    private final ExecutorService executor;

    /**
     * @param found the workspace as it is; what the run itself writes is left out of it here
     * @param entries the directories that the roots start from, links resolved
     */
    RunScope(RunRequest request, RunListener listener, Workspace found, List<Path> entries) {
        this.listener = new SaidOnce(listener);
        this.workspace = found.without(new OwnDirectories(request).outside(found, entries));
        Path cache = CacheDirectory.of(request.cache(), request.directory(), request.environment());
        PipelineFile file = PipelineFile.read(workspace.root());
        var credentials = new CredentialSource(file.credentials(), request.environment());
        this.fetcher = new SourceFetcher(cache, credentials).ofOneRun();
        this.remote = new RemoteSources(cache, credentials, false);
        this.sharing = request.hasSeveralRoots() ? new Sharing() : Sharing.alone();
        this.threads = threads(request.parallel(), TargetKind.of(request));
        this.executor = Executors.newFixedThreadPool(threads, work -> {
            var thread = new Thread(work, "sluice-work");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static int threads(int parallel, TargetKind target) {
        int least = target == TargetKind.CLUSTER ? CLUSTER_THREADS : LEAST_THREADS;
        return parallel > 0 ? parallel : Math.max(least, Runtime.getRuntime().availableProcessors());
    }

    /** The run's listener, told each warning and each source once. */
    RunListener listener() {
        return listener;
    }

    Workspace workspace() {
        return workspace;
    }

    SourceFetcher fetcher() {
        return fetcher;
    }

    RemoteSources remote() {
        return remote;
    }

    /** In place of {@link #remote} where nobody is to be asked; one for all, so that builds are. */
    RemoteBases elsewhere() {
        return elsewhere;
    }

    Sharing sharing() {
        return sharing;
    }

    /** Flux's objects: the schemas of their kinds are read once. */
    FluxObjects flux() {
        return flux;
    }

    /** How much is worked on at once. */
    int threads() {
        return threads;
    }

    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
