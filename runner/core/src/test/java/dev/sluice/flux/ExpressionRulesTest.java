package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.kustomization;
import static dev.sluice.flux.Fixtures.kustomizationObject;
import static dev.sluice.flux.Fixtures.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions in Flux's objects, which its controllers compile when they use them. */
class ExpressionRulesTest {

    private final FluxObjects flux = new FluxObjects();

    private List<String> mistakes(Manifest object) {
        return flux.validate(object).stream().map(Problem::what).toList();
    }

    @Test
    void findsEveryExpressionThatIsNone() {
        Manifest kustomization = kustomizationObject("""
                dependsOn:
                  - {name: a, readyExpr: "dep.status."}
                  - {name: b, readyExpr: "dep.metadata.name"}
                  - {name: c, readyExpr: "dep.metadata.name == self.metadata.name"}
                healthCheckExprs:
                  - {apiVersion: example.com/v1, current: "status.ready ==", failed: "duration('1d') > status.age"}
                """);

        assertThat(mistakes(kustomization))
                .containsExactly(
                        "Kustomization/flux-system/apps: spec.healthCheckExprs[0].failed: is no CEL expression: "
                                + "type conversion error from 'string' to 'google.protobuf.Duration'",
                        "Kustomization/flux-system/apps: spec.healthCheckExprs[0].current: is no CEL expression: "
                                + "1:16: " + EXPECTED_OPERAND,
                        "Kustomization/flux-system/apps: spec.dependsOn[0].readyExpr: is no CEL expression: "
                                + "1:12: no viable alternative at input '.'",
                        "Kustomization/flux-system/apps: spec.dependsOn[1].readyExpr: is no CEL expression: "
                                + "output type mismatch: expected bool, got dyn");
    }

    private static final String EXPECTED_OPERAND = "mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', "
            + "'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    @Test
    void tellsWhichEntryCoversWhatAnotherOneDoes() {
        Manifest kustomization = kustomizationObject("""
                healthCheckExprs:
                  - {apiVersion: example.com/v1, kind: Thing, current: "true"}
                  - {apiVersion: example.com/v1, current: "true"}
                  - {apiVersion: example.com/v2, kind: Thing, current: "true"}
                """);

        assertThat(mistakes(kustomization))
                .containsExactly("Kustomization/flux-system/apps: spec.healthCheckExprs[2]: "
                        + "stands for the same kind as an entry before it");
    }

    @Test
    void wantsAnExpressionForWhatIsCurrent() {
        Manifest kustomization = kustomizationObject("healthCheckExprs: [{apiVersion: example.com/v1, current: ''}]");

        assertThat(mistakes(kustomization))
                .containsExactly("Kustomization/flux-system/apps: spec.healthCheckExprs[0].current: must not be empty");
    }

    @Test
    void looksIntoHelmReleasesProvidersAndReceivers() {
        Manifest release = object("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: shop}
                spec:
                  interval: 10m
                  chartRef: {kind: OCIRepository, name: web}
                  dependsOn: [{name: db, readyExpr: "other == 1"}]
                """);
        Manifest provider = object("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata: {name: web, namespace: shop}
                spec: {type: github, address: "https://github.com/a/b", commitStatusExpr: "event.metadata == null"}
                """);
        Manifest receiver = object("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata: {name: web, namespace: shop}
                spec:
                  type: generic
                  secretRef: {name: token}
                  resources: [{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, name: a}]
                  resourceFilter: "res.metadata.name.startsWith(req.)"
                """);

        assertThat(mistakes(release))
                .containsExactly("HelmRelease/shop/web: spec.dependsOn[0].readyExpr: is no CEL expression: "
                        + "1:1: undeclared reference to 'other' (in container '')");
        assertThat(mistakes(provider))
                .containsExactly("Provider/shop/web: spec.commitStatusExpr: is no CEL expression: "
                        + "output type mismatch: expected string, got bool");
        assertThat(mistakes(receiver))
                .singleElement()
                .asString()
                .startsWith("Receiver/shop/web: spec.resourceFilter: is no CEL expression: 1:34: ");
    }

    @Test
    void trap21TakesTheTimeoutFromTheIntervalAndNeverLessThanHalfAMinute() {
        assertThat(kustomization("").timeout()).isEqualTo(Duration.ofSeconds(570));
        assertThat(kustomization("timeout: 2m").timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(kustomization("timeout: 5s").timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(KustomizationSpec.of(object("""
                        apiVersion: kustomize.toolkit.fluxcd.io/v1
                        kind: Kustomization
                        metadata: {name: apps, namespace: flux-system}
                        spec: {interval: 40s, prune: true, sourceRef: {kind: GitRepository, name: a}}
                        """)).timeout()).isEqualTo(Duration.ofSeconds(30));
    }
}
