package dev.sluice.pipeline;

import static java.util.Objects.requireNonNull;

import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.render.Entry;
import dev.sluice.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A run that is about several roots: each with stages of its own, on what they have in common. What is wrong with one of
 * them ends no other.
 */
public final class RootRuns implements AutoCloseable {

    private final RunRequest request;
    private final Clock clock;
    private final Instant began;
    private final RunScope scope;
    private final Map<String, RootRun> roots = new LinkedHashMap<>();

    private RootRuns(RunRequest request, Clock clock, RunScope scope) {
        this.request = request;
        this.clock = clock;
        this.began = clock.instant();
        this.scope = scope;
    }

    /**
     * The roots of a request that has several, wired. A root that cannot be wired is over.
     *
     * @throws dev.sluice.failure.InvalidInput if none of them is there, or something is wrong that concerns them all
     */
    public static RootRuns of(
            RunRequest request, RunListener listener, CancelSignal cancel, Clock clock, RunOutput output) {
        List<Path> there = request.roots().stream()
                .map(request.directory()::resolve)
                .filter(Files::isDirectory)
                .map(RealPath::of)
                .toList();
        List<String> first =
                there.isEmpty() ? request.roots() : List.of(there.get(0).toString());
        Workspace workspace = new EntryFinder(request, first).workspace();
        var runs = new RootRuns(request, clock, new RunScope(request, listener, workspace, there));
        runs.wire(cancel, output.manifests());
        return runs;
    }

    private void wire(CancelSignal cancel, Optional<Consumer<String>> manifests) {
        BiFunction<RunRequest, Entry, Cluster> clusters = RunTarget.kubernetes(cancel, clock);
        Optional<InTurn> turns = manifests.map(InTurn::new);
        scope.listener().on(new RunEvent.RootsKnown(request.roots()));
        for (String name : request.roots()) {
            int place = roots.size();
            Consumer<Optional<String>> turn = text -> turns.ifPresent(all -> all.over(place, text));
            var root = new RootRun(name, request, scope.listener(), clock, turn);
            roots.put(name, root);
            root.wire((progress, yaml) -> {
                Entry entry = new EntryFinder(request, List.of(name)).entry(scope.workspace());
                return new Wiring(request, scope, entry, root.listener(), cancel, clock, clusters)
                        .stages(progress, turns.map(any -> yaml), () -> {});
            });
        }
    }

    /** Those that are not over, in their order. */
    public List<String> pending() {
        return roots.values().stream()
                .filter(root -> !root.isOver())
                .map(RootRun::name)
                .toList();
    }

    /** The root of this name. */
    public RootRun root(String name) {
        return requireNonNull(roots.get(name), name);
    }

    /** How many of them are carried out at once: each of them gives the run's threads work. */
    public int atOnce() {
        return Math.min(scope.threads(), roots.size());
    }

    /** What all of them came to. */
    public RunResult result() {
        roots.values().stream()
                .filter(root -> !root.isOver())
                .forEach(root -> root.failed(new InvalidInput(root.name(), "this root was not carried out")));
        List<RunResult> results = roots.values().stream().map(RootRun::result).toList();
        return new RootsTogether(request, results).result(Duration.between(began, clock.instant()));
    }

    @Override
    public void close() {
        try (scope) {
            roots.values().forEach(RootRun::close);
        }
    }
}
