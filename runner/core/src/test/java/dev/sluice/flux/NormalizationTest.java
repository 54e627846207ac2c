package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.Manifest;
import org.junit.jupiter.api.Test;

class NormalizationTest {

    private final Normalization normalization = new Normalization();

    @Test
    void takesOutOfADryRunTheMetricsThatOldServersAdd() {
        Manifest result = object("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  maxReplicas: 3
                  scaleTargetRef: {kind: Deployment, name: web}
                  metrics:
                  - {type: Resource, resource: {name: cpu, target: {type: Utilization}}}
                  - {type: Resource, resource: {name: cpu, target: {type: Utilization}}}
                  - {type: ""}
                """);

        Manifest corrected = normalization.ofDryRun(result);

        assertThat(corrected.content().path("spec").toString()).isEqualTo("""
                        {"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":3,\
                        "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization"}}}]}""");
    }

    @Test
    void leavesADryRunOfEveryOtherKindAsItIs() {
        Manifest result = object("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, unknown: field}
                """);

        assertThat(normalization.ofDryRun(result)).isSameAs(result);
    }
}
