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
import dev.sluice.cluster.RunLock;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.Placeholders;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Entry;
import dev.sluice.render.RenderOptions;
import dev.sluice.render.Rendered;
import dev.sluice.render.Renderer;
import dev.sluice.source.Source;
import dev.sluice.validate.Validated;
import dev.sluice.validate.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts the engine's classes together for one root of a run. */
final class Wiring {

    private final RunRequest request;
    private final RunScope scope;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;
    private final Entry entry;
    private final RunTarget target;
    private final AtomicBoolean rendered = new AtomicBoolean();
    private final Deque<RunLock> locks = new ArrayDeque<>();

    /**
     * @param scope what this root has in common with the others of the run
     * @param listener hears what happens in this root
     * @param clusters opens the API server that a request names, for the root that its entry is
     */
    Wiring(
            RunRequest request,
            RunScope scope,
            Entry entry,
            RunListener listener,
            CancelSignal cancel,
            Clock clock,
            BiFunction<RunRequest, Entry, Cluster> clusters) {
        this.request = request;
        this.scope = scope;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
        this.entry = entry;
        this.target = new RunTarget(request, () -> clusters.apply(request, entry), listener);
    }

    /**
     * @param progress is told what every stage answers
     * @param manifests takes what is rendered, as YAML, where the request names no directory for it
     * @param released is done when the stages have let go of all that is theirs
     */
    Stages stages(RunProgress progress, Optional<Consumer<String>> manifests, Runnable released) {
        if (target.isCluster()) {
            progress.target(target.cluster().name());
        }
        return new Stages(
                any -> source(),
                source -> new Artifact(source, List.of()),
                this.<Artifact, Rendered>kept(this::render, progress::rendered),
                new RenderExport(request, entry, manifests)::export,
                this.<Rendered, Checked>kept(new TargetCheck(request, target)::check, progress::checked),
                this.<Rendered, Validated>kept(validator()::validate, progress::validated),
                this.<Rendered, ChangeSet>kept(this::plan, progress::planned),
                this.<ChangeSet, Applied>kept(changes -> apply(changes, progress), progress::applied),
                this.<Applied, Applied>kept(
                        applied -> new Pruner(target.cluster(), planner(), scope.executor(), listener, cancel, clock)
                                .prune(applied),
                        progress::applied),
                this.<RunRequest, DeletionPlan>kept(any -> planDeletion(), progress::deletionPlanned),
                this.<DeletionPlan, Deleted>kept(
                        plan -> new Deletion(target.cluster(), planner(), scope.executor(), listener, cancel, clock)
                                .delete(plan),
                        progress::deleted),
                () -> release(released));
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
        return scope.workspace().source(null);
    }

    private Rendered render(Artifact artifact) {
        if (rendered.getAndSet(true)) {
            // Not before the first try: what another root could not have a moment ago, this one cannot have either.
            scope.remote().forgetFailures();
        }
        Rendered all = renderer().render(artifact);
        Rendered selected = new Selection(request.only()).of(all);
        if (!selected.units().equals(all.units())) {
            listener.on(new RunEvent.GraphKnown(selected.graph()));
        }
        return selected;
    }

    /** Every application is told: what was changed is in the report also where a later render fails. */
    private Applied apply(ChangeSet changeSet, RunProgress progress) {
        var options = new ApplyOptions(request.waitForAll());
        var applier = new Applier(target.cluster(), planner(), options, scope.executor(), listener, cancel, clock);
        return new LateUnits(
                        this::render,
                        this::plan,
                        this.<ChangeSet, Applied>kept(applier::apply, progress::applied),
                        new Arrivals(target.cluster(), listener, cancel, clock),
                        clock)
                .apply(changeSet);
    }

    private Renderer renderer() {
        return new Renderer(
                entry,
                scope.workspace(),
                localSources(),
                request.environment(),
                scope.fetcher(),
                scope.flux(),
                bases(),
                renderOptions(),
                target::read,
                scope.executor(),
                listener,
                cancel,
                scope.sharing());
    }

    private RenderOptions renderOptions() {
        Set<String> skipKinds = Set.copyOf(request.skipKinds());
        if (request.command() == Command.VALIDATE) {
            return new RenderOptions(skipKinds, request.strictSubstitutions(), new Placeholders(false), true);
        }
        return request.keepEncrypted()
                ? new RenderOptions(skipKinds, request.strictSubstitutions(), new Placeholders(true))
                : new RenderOptions(skipKinds, request.strictSubstitutions());
    }

    /** Whether a file is in no unit of any of several roots, none of them can tell. */
    private Validator validator() {
        return new Validator(request.allowEmpty(), !request.hasSeveralRoots());
    }

    private RemoteBases bases() {
        if (!request.remoteBases()) {
            return RemoteBases.REFUSED;
        }
        return request.command() == Command.VALIDATE ? scope.elsewhere() : scope.remote();
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

    private DeletionPlan planDeletion() {
        var root = KustomizationSpec.idOf(entry.namespace(), entry.name());
        lock(root);
        return planner().planDeletion(root);
    }

    private Planner planner() {
        // A diff deletes nothing: it shows what a reconcile would ask to be confirmed.
        Set<String> confirmed = request.command() == Command.DIFF ? Set.of("all") : Set.copyOf(request.confirmPrune());
        var options = new PlanOptions(request.allowEmpty(), confirmed);
        return new Planner(target.cluster(), scope.executor(), options);
    }

    /** A plan that is tried again finds the lock in its own hands. */
    private void lock(ObjectId root) {
        if (locks.isEmpty()) {
            locks.add(target.cluster().state().lock(root, request.lockTimeout(), cancel));
        }
    }

    private Map<String, Path> localSources() {
        var paths = new HashMap<String, Path>();
        var problems = new ArrayList<Problem>();
        request.localSources().forEach((source, path) -> {
            Path directory = request.directory().resolve(path).normalize();
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

    /** Whatever fails on the way out, the rest is let go of, too. */
    private void release(Runnable released) {
        try {
            locks.forEach(RunLock::close);
        } finally {
            try {
                target.close();
            } finally {
                released.run();
            }
        }
    }
}
