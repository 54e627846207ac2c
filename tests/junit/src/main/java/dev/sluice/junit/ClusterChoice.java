package dev.sluice.junit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.opentest4j.TestAbortedException;

/** Which cluster the tests of this JVM run on: the first kind that this machine can have. */
final class ClusterChoice {

    private static final System.Logger LOG = System.getLogger(ClusterChoice.class.getName());

    private final List<ClusterKind> kinds;
    private final boolean mandatory;

    ClusterChoice(List<ClusterKind> kinds, boolean mandatory) {
        this.kinds = List.copyOf(kinds);
        this.mandatory = mandatory;
    }

    static ClusterChoice of(Settings settings) {
        var go = new GoToolchain();
        ProgramCache programs = ProgramCache.of(settings);
        List<ClusterKind> all = List.of(
                new GivenClusterKind(settings.get(Settings.KUBECONFIG), programs),
                new K3sKind(
                        settings.get(Settings.K3S_IMAGE),
                        !settings.get(Settings.K3S_PRIVILEGED).equals("false")),
                new ControlPlaneKind(programs, go));
        String wanted = settings.get(Settings.CLUSTER);
        List<ClusterKind> chosen = all.stream()
                .filter(kind -> wanted.isEmpty() || kind.name().equals(wanted))
                .toList();
        if (chosen.isEmpty()) {
            throw new ClusterUnusable(Settings.CLUSTER + "=" + wanted + ": not one of "
                    + all.stream().map(ClusterKind::name).collect(Collectors.joining(", ")));
        }
        return new ClusterChoice(chosen, settings.isContinuousIntegration());
    }

    /** Whether tests can run; where they cannot, and must, it fails. */
    ConditionEvaluationResult condition() {
        Optional<ClusterKind> possible =
                kinds.stream().filter(ClusterKind::isPossible).findFirst();
        if (possible.isPresent()) {
            return ConditionEvaluationResult.enabled(possible.get().name());
        }
        if (mandatory) {
            throw new ClusterUnusable(nothing());
        }
        LOG.log(System.Logger.Level.WARNING, "Tests are skipped: {0}", nothing());
        return ConditionEvaluationResult.disabled(nothing());
    }

    /** Goes on only where a cluster is possible. */
    void require() {
        if (kinds.stream().noneMatch(ClusterKind::isPossible)) {
            throw none();
        }
    }

    TestCluster start() {
        for (ClusterKind kind : kinds) {
            Optional<TestCluster> started = kind.isPossible() ? kind.start() : Optional.empty();
            if (started.isPresent()) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "Test cluster: {0}, {1} at {2}",
                        kind.name(),
                        started.get().version(),
                        started.get().server());
                return started.get();
            }
        }
        throw none();
    }

    /** Skips the test that wants a cluster, or fails it where it must run. */
    private RuntimeException none() {
        return mandatory ? new ClusterUnusable(nothing()) : new TestAbortedException(nothing());
    }

    private String nothing() {
        return "no Kubernetes cluster for tests: one of these is needed: "
                + kinds.stream().map(ClusterKind::needs).collect(Collectors.joining("; "));
    }
}
