package dev.sluice.junit;

import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** Which cluster the tests of this JVM run on. */
final class ClusterChoice {

    private final Map<String, String> environment;
    private final ProgramCache programs;
    private final GoToolchain go;

    private ClusterChoice(Map<String, String> environment, ProgramCache programs, GoToolchain go) {
        this.environment = environment;
        this.programs = programs;
        this.go = go;
    }

    static ClusterChoice of(Map<String, String> environment) {
        return new ClusterChoice(environment, ProgramCache.of(environment), new GoToolchain());
    }

    ConditionEvaluationResult condition() {
        boolean built = programs.holds(Program.CONTROL_PLANE) && programs.holds(Program.KWOK);
        if (built || go.answers()) {
            return ConditionEvaluationResult.enabled("control plane");
        }
        String reason = "no cluster for tests: install " + GoToolchain.NEEDED;
        if (environment.getOrDefault("CI", "").equals("true")) {
            throw new ClusterUnusable(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    TestCluster start() {
        return ControlPlane.start(ControlPlaneOptions.standard(), programs);
    }
}
