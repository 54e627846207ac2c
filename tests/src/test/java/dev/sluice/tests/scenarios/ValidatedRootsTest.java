package dev.sluice.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several roots are validated in one run, and what they have in common is told once. */
class ValidatedRootsTest {

    private static final String UNIT = """
            -- clusters/<root>/apps.yaml --
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: apps, namespace: flux-system}
            spec:
              interval: 1h
              path: ./apps
              prune: true
              sourceRef: {kind: GitRepository, name: flux-system}
            """;

    private static final String WEB = """
            -- apps/web.yaml --
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: default}
            spec:
              containers:
              - {name: web, image: "web:latest"}
            """;

    private final Scene scene;

    ValidatedRootsTest(@TempDir Path directory) {
        this.scene = new Scene(directory);
    }

    @Test
    void tellsOnceWhatStandsInAllOfThem() {
        scene.files(
                UNIT.replace("<root>", "dev") + UNIT.replace("<root>", "prod").replace("1h", "hourly") + WEB);

        RunResult result = validate(false);

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.report().problems())
                .extracting(Problem::location)
                .containsExactly("clusters/prod/apps.yaml:5");
        assertThat(result.report().warnings()).extracting(Problem::location).containsExactly("apps/web.yaml:6");
        assertThat(result.report().roots()).hasSize(2);
    }

    @Test
    void endsWellWithWarningsUnlessItIsStrict() {
        scene.files(UNIT.replace("<root>", "dev") + UNIT.replace("<root>", "prod") + WEB);

        assertThat(validate(false).verdict()).isEqualTo(Verdict.DONE);
        assertThat(validate(true).verdict()).isEqualTo(Verdict.INVALID);
    }

    private RunResult validate(boolean strict) {
        return scene.run(Command.VALIDATE, "clusters/dev", (RunRequest.Builder request) -> request.entries(List.of())
                .roots(List.of("clusters/dev", "clusters/prod"))
                .strict(strict));
    }
}
