package dev.sluice.pipeline;

import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.failure.RunFailure;
import dev.sluice.render.Entry;
import dev.sluice.render.Rendered;
import dev.sluice.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A workspace that a test writes, and reconciles of it: the stages in their order, without the routes. */
final class StagedRun {

    /** Of a unit whose health nobody can tell by it. */
    static final String NO_EXPRESSION =
            "healthCheckExprs: [{apiVersion: apps/v1, kind: Deployment, current: status.replicas >}]";

    private final Path workspace;
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final CancelSignal cancel = CancelSignal.never();
    private Predicate<RunEvent> condition = event -> false;
    private Runnable action = () -> {};
    private Clock clock = Clock.systemUTC();
    private BiFunction<RunRequest, Entry, Cluster> clusters = (request, entry) -> {
        throw new IllegalStateException("this run is not about a cluster");
    };

    StagedRun(Path workspace) {
        this.workspace = workspace;
    }

    static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: default}
                data: {value: "%s"}
                """.formatted(name, value);
    }

    static String unit(String name, String more) {
        return """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: flux-system}
                spec:
                  interval: 10m
                  path: ./%s
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  %s
                """.formatted(name, name, more);
    }

    void file(String name, String text) throws IOException {
        Path file = workspace.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    List<RunEvent> events() {
        return List.copyOf(events);
    }

    /** Renders into a directory. */
    Rendered render(Path output) {
        return render(output, request -> request);
    }

    Rendered render(Path output, UnaryOperator<RunRequest.Builder> more) {
        RunRequest request = more.apply(RunRequest.builder(Command.RENDER, workspace)
                        .entries(List.of("clusters/dev"))
                        .output(output))
                .build();
        var progress = new RunProgress(request, Clock.systemUTC());
        try (var stages = Stages.of(request, this::hear, cancel, Clock.systemUTC(), progress, Optional.empty())) {
            Source source = stages.source().apply(request);
            return stages.artifact()
                    .andThen(stages.render())
                    .andThen(stages.export())
                    .apply(source);
        }
    }

    /** Every cluster that a run opens is this one. */
    StagedRun on(Cluster cluster) {
        clusters = (request, entry) -> cluster;
        return this;
    }

    StagedRun at(Clock time) {
        clock = time;
        return this;
    }

    RunResult reconcile(String target) {
        return reconcile(target, UnaryOperator.identity());
    }

    /** Does something in the middle of the run. */
    void when(Predicate<RunEvent> condition, Runnable action) {
        this.condition = condition;
        this.action = action;
    }

    void cancel() {
        cancel.cancel("told to stop");
    }

    private void hear(RunEvent event) {
        events.add(event);
        if (condition.test(event)) {
            action.run();
        }
    }

    /** Checks the cluster that the run is {@linkplain #on on}. */
    RunResult check() {
        return run(onCluster(Command.CHECK), stages -> stages.check()::apply);
    }

    /** Compares with the cluster that the run is {@linkplain #on on}. */
    RunResult diff() {
        return run(onCluster(Command.DIFF), stages -> stages.plan()::apply);
    }

    private RunRequest onCluster(Command command) {
        return RunRequest.builder(command, workspace)
                .entries(List.of("clusters/dev"))
                .kubeconfig(Path.of("config"))
                .build();
    }

    /** Applies to the cluster that the run is {@linkplain #on on}. */
    RunResult reconcileCluster(UnaryOperator<RunRequest.Builder> options) {
        return reconcile("cluster", request -> options.apply(request.kubeconfig(Path.of("config"))));
    }

    RunResult reconcile(String target, UnaryOperator<RunRequest.Builder> options) {
        RunRequest request = options.apply(RunRequest.builder(Command.RECONCILE, workspace)
                        .entries(List.of("clusters/dev"))
                        .cache(workspace.resolveSibling("cache"))
                        .target(target))
                .build();
        return run(request, stages -> stages.plan().andThen(stages.apply()).andThen(stages.prune())::apply);
    }

    /** Renders, and does with what was rendered what the command does. */
    private RunResult run(RunRequest request, Function<Stages, Function<Rendered, Object>> command) {
        var progress = new RunProgress(request, clock);
        try (var stages = Stages.of(request, this::hear, cancel, clock, progress, Optional.empty(), clusters)) {
            Source source = stages.source().apply(request);
            var unused = stages.artifact()
                    .andThen(stages.render())
                    .andThen(command.apply(stages))
                    .apply(source);
            return progress.succeeded();
        } catch (RunFailure failure) {
            return progress.failed(failure);
        }
    }
}
