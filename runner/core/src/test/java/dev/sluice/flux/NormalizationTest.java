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

    /** Go's conversion drops the bits for which there is no place, without a word. */
    @Test
    void trap12DropsTheBitsOfANumberThatDoNotFit() {
        Manifest deployment = object("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec: {replicas: 4294967297}
                """);

        Manifest normalized = normalization.normalized(deployment);

        assertThat(normalized.content().path("spec").path("replicas").asInt()).isEqualTo(1);
    }

    @Test
    void trap12LeavesAnObjectAsItIsWhoseNumberIsNone() {
        Manifest service = object("""
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {ports: [{port: 80, targetPort: 4294967297}], unknown: kept}
                """);

        Manifest normalized = normalization.normalized(service);

        assertThat(normalized.content().path("spec"))
                .isEqualTo(service.content().path("spec"));
    }

    @Test
    void trap12TakesAListOfNumbersForBytes() {
        Manifest secret = object("""
                apiVersion: v1
                kind: Secret
                metadata: {name: web}
                data: {a: [65, 66], b: []}
                """);

        Manifest normalized = normalization.normalized(secret);

        assertThat(normalized.content().path("data")).hasToString("{\"a\":\"QUI=\",\"b\":\"\"}");
    }

    /** Versions that the Go types of client-go v0.36 do not have are as unknown to Flux as they are here. */
    @Test
    void trap12LeavesTheFieldsOfVersionsAloneThatItDoesNotKnow() {
        Manifest deployment = object("""
                apiVersion: apps/v2
                kind: Deployment
                metadata: {name: web}
                spec: {brandNew: 1}
                """);

        Manifest normalized = normalization.normalized(deployment);

        assertThat(normalized.content().path("spec")).hasToString("{\"brandNew\":1}");
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
