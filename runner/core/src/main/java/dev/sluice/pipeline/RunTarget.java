package dev.sluice.pipeline;

import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.DirectoryCluster;
import dev.sluice.cluster.SecretMask;
import dev.sluice.cluster.kubernetes.KubernetesCluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The target of one run. A command that applies or compares opens it at once, so that a wrong kubeconfig is told before
 * anything is fetched; a render opens a cluster only when a unit reads something that the run does not write.
 */
final class RunTarget implements AutoCloseable {

    private final RunRequest request;
    private final TargetKind kind;
    private final Supplier<Cluster> clusters;
    private final RunListener listener;
    private Optional<Cluster> opened = Optional.empty();

    /** @param clusters opens the API server that the request names */
    RunTarget(RunRequest request, Supplier<Cluster> clusters, RunListener listener) {
        this.request = request;
        this.kind = TargetKind.of(request);
        this.clusters = clusters;
        this.listener = listener;
        if (kind == TargetKind.DIRECTORY || isCluster()) {
            var unused = open();
        }
    }

    /** The API servers of life. */
    static BiFunction<RunRequest, Entry, Cluster> kubernetes(CancelSignal cancel, Clock clock) {
        return (request, entry) ->
                KubernetesCluster.open(TargetKind.connection(request), entry.namespace(), cancel, clock);
    }

    TargetKind kind() {
        return kind;
    }

    /** What to apply to; only for a command that has something to apply or to compare. */
    Cluster cluster() {
        return open().orElseThrow(() -> new IllegalStateException("a run without a target has nothing to apply to"));
    }

    /**
     * An object of the target. A render does without what it cannot get: it is not about the target, and a unit that reads
     * it is told to wait.
     */
    Optional<Manifest> read(ObjectId id) {
        try {
            return open().flatMap(cluster ->
                            Optional.ofNullable(cluster.read(List.of(id)).get(id)))
                    .map(RunTarget::readable);
        } catch (RunFailure failure) {
            if (isCluster() || kind != TargetKind.CLUSTER) {
                throw failure;
            }
            listener.on(new RunEvent.Warning(id.toString(), "cannot be read: " + failure.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        opened.ifPresent(Cluster::close);
    }

    /** Whether this run is about a cluster, and does not only read from one where that is of use. */
    boolean isCluster() {
        return kind == TargetKind.CLUSTER && request.command() != Command.RENDER;
    }

    private synchronized Optional<Cluster> open() {
        if (opened.isEmpty()) {
            opened = switch (kind) {
                case DIRECTORY -> request.targetDirectory().map(this::directory);
                case CLUSTER -> Optional.of(clusters.get());
                case NONE -> Optional.empty();
            };
        }
        return opened;
    }

    private Cluster directory(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw InvalidInput.usage(List.of(Problem.of("--target", directory + " is a file, not a directory")));
        }
        return new DirectoryCluster(directory, request.withSecrets(), request.environment());
    }

    private static Manifest readable(Manifest live) {
        if (SecretMask.isDigested(live)) {
            throw new Rejected(
                    live.id().toString(),
                    "the target holds digests in place of its values, and a unit reads them",
                    "a directory written with --with-secrets holds the values",
                    null);
        }
        return live;
    }
}
