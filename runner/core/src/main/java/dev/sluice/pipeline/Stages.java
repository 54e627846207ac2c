package dev.sluice.pipeline;

import dev.sluice.apply.Applied;
import dev.sluice.apply.Deleted;
import dev.sluice.artifact.Artifact;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.DeletionPlan;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.render.Entry;
import dev.sluice.render.Rendered;
import dev.sluice.source.Source;
import dev.sluice.source.Workspace;
import dev.sluice.validate.Validated;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a run can do, a function a stage; each takes the value of the one before and answers its own. The order is not
 * here: it is the routes'.
 *
 * @param source the workspace as a source
 * @param artifact the source with the images built from it
 * @param render all units and their objects
 * @param export writes what was rendered, where the request says so
 * @param check looks at every prerequisite
 * @param validate looks for everything that is wrong
 * @param plan compares with the target; holds the run lock from here on where the run is to change anything
 * @param apply makes all changes but the deletions
 * @param prune deletes what left the repository
 * @param planDeletion what goes when the root is removed
 * @param delete removes it
 * @param release lets go of threads, lock and target
 */
public record Stages(
        Function<RunRequest, Source> source,
        Function<Source, Artifact> artifact,
        Function<Artifact, Rendered> render,
        Function<Rendered, Rendered> export,
        Function<Rendered, Checked> check,
        Function<Rendered, Validated> validate,
        Function<Rendered, ChangeSet> plan,
        Function<ChangeSet, Applied> apply,
        Function<Applied, Applied> prune,
        Function<RunRequest, DeletionPlan> planDeletion,
        Function<DeletionPlan, Deleted> delete,
        Runnable release)
        implements AutoCloseable {

    /**
     * The stages of a run that is about one root, wired; each tells the progress what it answers.
     *
     * @param manifests takes what is rendered, as YAML, where the request names no directory for it
     * @throws dev.sluice.failure.InvalidInput if the entry, the workspace's {@code sluice.yaml} or an option is wrong
     */
    public static Stages of(
            RunRequest request,
            RunListener listener,
            CancelSignal cancel,
            Clock clock,
            RunProgress progress,
            Optional<Consumer<String>> manifests) {
        return of(request, listener, cancel, clock, progress, manifests, RunTarget.kubernetes(cancel, clock));
    }

    static Stages of(
            RunRequest request,
            RunListener listener,
            CancelSignal cancel,
            Clock clock,
            RunProgress progress,
            Optional<Consumer<String>> manifests,
            BiFunction<RunRequest, Entry, Cluster> clusters) {
        var finder = new EntryFinder(request, request.onlyRoot());
        Workspace workspace = finder.workspace();
        Entry entry = finder.entry(workspace);
        var scope = new RunScope(request, listener, workspace, entry.directories(workspace.root()));
        return new Wiring(request, scope, entry, scope.listener(), cancel, clock, clusters)
                .stages(progress, manifests, scope::close);
    }

    @Override
    public void close() {
        release.run();
    }
}
