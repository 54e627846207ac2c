package dev.sluice.pipeline;

import dev.sluice.apply.Applied;
import dev.sluice.apply.Applier;
import dev.sluice.apply.ApplyOptions;
import dev.sluice.apply.Deleted;
import dev.sluice.apply.Deletion;
import dev.sluice.apply.Pruner;
import dev.sluice.artifact.Artifact;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.DeletionPlan;
import dev.sluice.change.PlanOptions;
import dev.sluice.change.Planner;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.DirectoryCluster;
import dev.sluice.cluster.RunLock;
import dev.sluice.cluster.SecretMask;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.flux.DirectoryBuild;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Entry;
import dev.sluice.render.RenderOptions;
import dev.sluice.render.Rendered;
import dev.sluice.render.Renderer;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.Source;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts the engine's classes together for one run. */
final class Wiring {

    private static final int LEAST_THREADS = 4;
    /** Another run of the same root may be at work; a pipeline rather waits for it than fails. */
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(1);

    private final RunRequest request;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;
    private final Workspace workspace;
    private final Entry entry;
    private final PipelineFile file;
    private final ExecutorService executor;
    private final Optional<Cluster> target;
    private final Deque<RunLock> locks = new ArrayDeque<>();

    Wiring(RunRequest request, RunListener listener, CancelSignal cancel, Clock clock) {
        this.request = request;
        this.listener = new SaidOnce(listener);
        this.cancel = cancel;
        this.clock = clock;
        var finder = new EntryFinder(request);
        Workspace found = finder.workspace();
        this.entry = finder.entry(found);
        this.workspace = found.without(new OwnDirectories(request).outside(found, entry));
        this.file = PipelineFile.read(workspace.root());
        this.target = request.targetDirectory().map(this::target);
        this.executor = executor(request.parallel());
    }

    Stages stages(RunProgress progress) {
        return new Stages(
                any -> source(),
                source -> new Artifact(source, List.of()),
                this.<Artifact, Rendered>kept(artifact -> renderer().render(artifact), progress::rendered),
                new RenderExport(request)::export,
                this.<Rendered, Checked>kept(new TargetCheck(request)::check, progress::checked),
                this.<Rendered, ChangeSet>kept(this::plan, progress::planned),
                this.<ChangeSet, Applied>kept(changes -> applier().apply(changes), progress::applied),
                this.<Applied, Applied>kept(
                        applied -> new Pruner(cluster(), planner(), executor, listener, cancel, clock).prune(applied),
                        progress::applied),
                this.<RunRequest, DeletionPlan>kept(any -> planDeletion(), progress::deletionPlanned),
                this.<DeletionPlan, Deleted>kept(
                        plan -> new Deletion(cluster(), planner(), executor, listener, cancel, clock).delete(plan),
                        progress::deleted),
                this::release);
    }

    private <I, O> Function<I, O> kept(Function<I, O> stage, Consumer<O> progress) {
        return input -> {
            cancel.check();
            O output = stage.apply(input);
            progress.accept(output);
            return output;
        };
    }

    private Source source() {
        return workspace.source(null);
    }

    private Renderer renderer() {
        var credentials = new CredentialSource(file.credentials(), request.environment());
        return new Renderer(
                entry,
                workspace,
                localSources(),
                request.environment(),
                new SourceFetcher(cache(), credentials),
                new FluxObjects(),
                new FluxBuild(DirectoryBuild.kustomize()),
                new RenderOptions(Set.copyOf(request.skipKinds()), request.strictSubstitution()),
                this::live,
                executor,
                listener,
                cancel);
    }

    private Optional<Manifest> live(ObjectId id) {
        Optional<Manifest> live = target.flatMap(
                cluster -> Optional.ofNullable(cluster.read(List.of(id)).get(id)));
        if (live.filter(SecretMask::isDigested).isPresent()) {
            throw new Rejected(
                    id.toString(),
                    "the target holds digests in place of its values, and a unit reads them",
                    "a directory written with --with-secrets holds the values",
                    null);
        }
        return live;
    }

    private ChangeSet plan(Rendered rendered) {
        if (request.command() == Command.RECONCILE) {
            if (!rendered.unsupported().isEmpty()) {
                throw new Rejected(
                        "",
                        rendered.unsupported().size() + " objects cannot be carried out by this version yet",
                        Unsupported.hint(rendered),
                        null);
            }
            lock(rendered.root());
        }
        return planner().plan(rendered);
    }

    private Applier applier() {
        return new Applier(cluster(), planner(), new ApplyOptions(false), executor, listener, cancel, clock);
    }

    private Planner planner() {
        return new Planner(cluster(), executor, new PlanOptions(request.allowEmpty(), Set.of()));
    }

    private DeletionPlan planDeletion() {
        var root = KustomizationSpec.idOf(request.namespace(), request.name());
        lock(root);
        return planner().planDeletion(root);
    }

    /** A plan that is tried again finds the lock in its own hands. */
    private void lock(ObjectId root) {
        if (locks.isEmpty()) {
            locks.add(cluster().state().lock(root, LOCK_PATIENCE, cancel));
        }
    }

    private Cluster cluster() {
        return target.orElseThrow(() -> new IllegalStateException("a run without a target has nothing to apply to"));
    }

    private Cluster target(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw InvalidInput.usage(List.of(Problem.of("--target", directory + " is a file, not a directory")));
        }
        return new DirectoryCluster(directory, request.withSecrets(), request.environment());
    }

    private Map<String, Path> localSources() {
        var paths = new HashMap<String, Path>();
        var problems = new ArrayList<Problem>();
        request.localSources().forEach((source, path) -> {
            Path directory = request.directory().resolve(path);
            paths.put(source, directory);
            if (!Files.isDirectory(directory)) {
                problems.add(Problem.of("--local-source " + source, path + ": no such directory"));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return paths;
    }

    private Path cache() {
        return request.cache().map(request.directory()::resolve).orElseGet(() -> {
            String base = request.environment().getOrDefault("XDG_CACHE_HOME", "");
            Path parent = base.isEmpty()
                    ? Path.of(
                            request.environment().getOrDefault("HOME", System.getProperty("user.home", ".")), ".cache")
                    : Path.of(base);
            return parent.resolve("sluice");
        });
    }

    private static ExecutorService executor(int parallel) {
        int threads = parallel > 0
                ? parallel
                : Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(threads, work -> {
            var thread = new Thread(work, "sluice-work");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whatever fails on the way out, the rest is let go of, too. */
    private void release() {
        executor.shutdownNow();
        try {
            locks.forEach(RunLock::close);
        } finally {
            target.ifPresent(Cluster::close);
        }
    }
}
