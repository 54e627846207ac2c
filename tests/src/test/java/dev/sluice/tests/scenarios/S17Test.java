package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S17: a Flux Kustomization in a file called {@code kustomization.yaml}, which is Kustomize's name for its own. */
class S17Test {

    @Test
    void namesTheFileAndSaysToRenameIt(@TempDir Path directory) {
        var scene = new Scene(directory).files("""
                -- clusters/my-cluster/git-source.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: podinfo
                  namespace: flux-system
                spec:
                  interval: 30s
                  ref:
                    branch: master
                  url: https://git.example/podinfo.git
                -- clusters/my-cluster/kustomization.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: podinfo
                  namespace: flux-system
                spec:
                  interval: 5m
                  path: ./kustomize
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: podinfo
                """);

        RunResult result = scene.render("clusters/my-cluster");

        assertEnded(
                result,
                Verdict.INVALID,
                "^clusters/my-cluster/kustomization\\.yaml:\\d+: .*"
                        + "apiVersion for Kustomization should be kustomize\\.config\\.k8s\\.io/v1beta1");
        assertThat(result.report().problems())
                .anyMatch(problem -> String.valueOf(problem.hint()).contains("rename"));
    }
}
