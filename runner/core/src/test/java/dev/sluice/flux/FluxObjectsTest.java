package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.kustomizationObject;
import static dev.sluice.flux.Fixtures.object;
import static dev.sluice.flux.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.source.GitReference;
import dev.sluice.source.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FluxObjectsTest {

    private final FluxObjects flux = new FluxObjects();

    @Test
    void findsEveryMistakeAtOnce() {
        Manifest kustomization = object("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: flux-system}
                spec:
                  interval: 5x
                  pruen: true
                  retryInterval: 5
                  sourceRef: {kind: GitRepo, name: flux-system}
                  postBuild:
                    substitute: {version: 1.10}
                  targetNamespace: ""
                """);

        List<Problem> problems = flux.validate(kustomization);

        assertThat(told(problems))
                .containsExactlyInAnyOrder(
                        problem("spec.prune: is missing", null),
                        problem("spec.interval: \"5x\" is not a duration", "write for example 5m or 1h30m"),
                        problem("spec.pruen: unknown field", "did you mean `prune`?"),
                        problem("spec.retryInterval: must be a text, not a number", "put it in quotes"),
                        problem(
                                "spec.sourceRef.kind: \"GitRepo\" is not one of \"OCIRepository\", \"GitRepository\","
                                        + " \"Bucket\", \"ExternalArtifact\"",
                                null),
                        problem("spec.postBuild.substitute.version: must be a text, not a number", "put it in quotes"),
                        problem("spec.targetNamespace: must not be empty", null));
    }

    @Test
    void saysWhatToUseInPlaceOfADroppedField() {
        Manifest kustomization = kustomizationObject("patchesStrategicMerge: []\nvalidation: client");

        assertThat(told(flux.validate(kustomization)))
                .containsExactly(
                        problem("spec.patchesStrategicMerge: unknown field", "use spec.patches"),
                        problem(
                                "spec.validation: unknown field",
                                "remove it: every object is tried by a server-side dry run"));
    }

    @Test
    void saysWhichVersionHasAFieldThatAnOldOneLacks() {
        Manifest kustomization = object("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1beta1
                kind: Kustomization
                metadata: {name: apps, namespace: flux-system}
                spec:
                  interval: 5m
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  components: [a]
                """);

        assertThat(told(flux.validate(kustomization)))
                .containsExactly(problem(
                        "spec.components: unknown field",
                        "write kustomize.toolkit.fluxcd.io/v1, which has this field"));
    }

    @Test
    void acceptsTheFieldsOfOldVersionsWithAWarning() {
        Manifest kustomization = object("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
                kind: Kustomization
                metadata: {name: apps, namespace: flux-system}
                spec:
                  interval: 5m
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  patchesStrategicMerge: [{kind: Deployment}]
                """);

        assertThat(flux.validate(kustomization)).isEmpty();
        assertThat(told(flux.warnings(kustomization)))
                .containsExactly(
                        problem(
                                "kustomize.toolkit.fluxcd.io/v1beta2 is deprecated",
                                "write kustomize.toolkit.fluxcd.io/v1, as `sluice migrate` does"),
                        problem("spec.patchesStrategicMerge: is deprecated", "use spec.patches"));
    }

    /** A server-side apply is told of a null; a create takes it as if the field were absent. Flux applies. */
    @Test
    void refusesANullUnlessThereIsADefault() {
        assertThat(told(flux.validate(kustomizationObject("suspend: null\nforce: null"))))
                .containsExactly(problem("spec.suspend: must be true or false, not null", null));
    }

    @Test
    void checksRulesAcrossFields() {
        Manifest kustomization = kustomizationObject("kubeConfig: {secretRef: {name: a}, configMapRef: {name: b}}");

        assertThat(told(flux.validate(kustomization)))
                .containsExactly(problem(
                        "spec.kubeConfig: exactly one of spec.kubeConfig.configMapRef or spec.kubeConfig.secretRef"
                                + " must be specified",
                        null));
    }

    @Test
    void checksRegularExpressions() {
        Manifest kustomization = kustomizationObject("patches: [{patch: x, target: {name: \"a(\"}}]");

        assertThat(flux.validate(kustomization))
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .startsWith("Kustomization/flux-system/apps: spec.patches[0].target.name: \"a(\" is not a regular"
                        + " expression");
    }

    @Test
    void namesUnknownKindsAndVersions() {
        Manifest kind = object("{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepo, metadata: {name: a}}");
        Manifest version = object("{apiVersion: source.toolkit.fluxcd.io/v9, kind: Bucket, metadata: {name: a}}");

        assertThat(flux.validate(kind))
                .extracting(Problem::what)
                .containsExactly("GitRepo/a: Flux has no kind \"GitRepo\" in source.toolkit.fluxcd.io");
        Manifest typo = object("{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepositry, metadata: {name: a}}");
        assertThat(flux.validate(typo)).extracting(Problem::hint).containsExactly("did you mean `GitRepository`?");
        assertThat(flux.validate(version))
                .extracting(Problem::hint)
                .containsExactly("write source.toolkit.fluxcd.io/v1");
    }

    @Test
    void knowsTheFieldsThatEveryVersionHasAndFluxGivesUp() {
        Manifest release = object("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: apps}
                spec:
                  interval: 5m
                  chartRef: {kind: OCIRepository, name: web}
                  install: {skipCRDs: true}
                  rollback: {recreate: true}
                """);

        assertThat(flux.warnings(release))
                .extracting(Problem::what, Problem::hint)
                .containsExactly(
                        tuple(
                                "HelmRelease/apps/web: spec.install.skipCRDs: is deprecated",
                                "write spec.install.crds: Skip"),
                        tuple(
                                "HelmRelease/apps/web: spec.rollback.recreate: is deprecated",
                                "remove it: it does nothing since Helm 4"));
    }

    /** {@code image.toolkit.fluxcd.io/v1beta1} was gone before any CRD could call it deprecated. */
    @Test
    void warnsOfVersionsThatFluxDoesNotServeAnyMore() {
        Manifest repository = object("""
                apiVersion: image.toolkit.fluxcd.io/v1beta1
                kind: ImageRepository
                metadata: {name: web, namespace: apps}
                spec: {image: registry.example/web, interval: 5m}
                """);

        assertThat(flux.warnings(repository))
                .extracting(Problem::hint)
                .containsExactly("write image.toolkit.fluxcd.io/v1, as `sluice migrate` does");
    }

    @Test
    void hasAReplacementForEveryDeprecatedField() {
        CrdSchemas schemas = CrdSchemas.load();

        assertThat(schemas.replacements().fieldNames()).toIterable().containsAll(schemas.deprecations()::fieldNames);
    }

    @Test
    void knowsEveryRuleOfItsSchemas() {
        var unknown = new ArrayList<String>();

        CrdSchemas.load().all().forEach((name, schema) -> schema.findValues("x-kubernetes-validations")
                .forEach(rules -> {
                    for (JsonNode rule : rules) {
                        String text = rule.path("rule").asText();
                        if (CrdRules.of(text).isEmpty()) {
                            unknown.add(name + ": " + text);
                        }
                    }
                }));

        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10m, '', PT9M30S",
        "10m, 2m, PT2M",
        "10s, '', PT30S",
        "1h, 5s, PT30S",
    })
    void derivesTheTimeoutFromTheInterval(String interval, String timeout, Duration expected) {
        Manifest object = kustomizationObject(timeout.isEmpty() ? "" : "timeout: " + timeout);
        var content = object.content().deepCopy();
        content.withObject("/spec").put("interval", interval);

        KustomizationSpec spec = flux.kustomization(object.with(content));

        assertThat(spec.timeout()).isEqualTo(expected);
    }

    @Test
    void fillsInWhatAKustomizationDoesNotSay() {
        KustomizationSpec spec = flux.kustomization(kustomizationObject("dependsOn: [{name: base}]"));

        assertThat(spec.sourceRef()).hasToString("GitRepository/flux-system/flux-system");
        assertThat(spec.dependsOn()).containsExactly(new DependencyReference("flux-system", "base", null));
        assertThat(spec.deletionPolicy()).isEqualTo("MirrorPrune");
        assertThat(spec.path()).isEmpty();
    }

    @Test
    void makesTheRootFromTheEntry() {
        KustomizationSpec spec = flux.root("flux-system", "flux-system", "./clusters/dev", true);

        assertThat(flux.validate(spec.manifest())).isEmpty();
        assertThat(spec.path()).isEqualTo("./clusters/dev");
        assertThat(spec.prune()).isTrue();
    }

    /** Units of the repository name the source that {@code flux bootstrap} makes, whatever the root is called. */
    @Test
    void makesTheRootOfAnyNameFromTheSameSource() {
        KustomizationSpec spec = flux.root("shop", "production", "./clusters/dev", true);

        assertThat(spec.id()).hasToString("Kustomization/shop/production");
        assertThat(spec.sourceRef()).hasToString("GitRepository/flux-system/flux-system");
    }

    @Test
    void fillsInWhatAGitRepositoryDoesNotSay() {
        SourceSpec spec =
                flux.gitRepository(repository("url: https://git.example/app\n  include: [{repository: {name: lib}}]"));

        assertThat(spec.reference()).isEqualTo(GitReference.DEFAULT);
        assertThat(spec.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(spec.include()).containsExactly(new SourceSpec.Include("lib", "", "lib"));
    }

    @Test
    void refusesTheShortFormOfAnSshAddress() {
        assertThat(refused(() -> flux.gitRepository(repository("url: git@git.example:app.git\n  timeout: 1h"))))
                .containsExactlyInAnyOrder(
                        "clusters/dev/apps.yaml:1: GitRepository/flux-system/app: spec.timeout: \"1h\" is not a"
                                + " duration",
                        "clusters/dev/apps.yaml:1: GitRepository/flux-system/app: spec.url: must match"
                                + " ^(http|https|ssh)://.*$");
    }

    @Test
    void tellsInstallationsFromObjectsOfUsers() {
        Manifest component = object("""
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: flux-system
                  labels:
                    app.kubernetes.io/instance: flux-system
                    app.kubernetes.io/part-of: flux
                    app.kubernetes.io/version: v2.9.0
                """);
        Manifest monitor = object("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: mine
                  labels: {app.kubernetes.io/part-of: flux}
                """);

        assertThat(FluxObjects.isFluxComponent(component)).isTrue();
        assertThat(FluxObjects.isFluxComponent(monitor)).isFalse();
    }

    /** Kustomizations of bootstrapped repositories set labels of their own. */
    @Test
    void knowsTheDefinitionsOfFluxsKindsByTheirNames() {
        Manifest definition = object("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: buckets.source.toolkit.fluxcd.io, labels: {app.kubernetes.io/part-of: platform}}
                """);
        Manifest other = object("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: terraforms.infra.contrib.fluxcd.io}
                """);

        assertThat(FluxObjects.isFluxComponent(definition)).isTrue();
        assertThat(FluxObjects.isFluxComponent(other)).isFalse();
    }

    private static Manifest repository(String spec) {
        return object("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: flux-system}
                spec:
                  interval: 5m
                  %s
                """.formatted(spec));
    }

    /** Without the fields, which say where. */
    private static List<Problem> told(List<Problem> problems) {
        return problems.stream().map(problem -> problem.at(problem.location())).toList();
    }

    private static Problem problem(String what, @Nullable String hint) {
        return new Problem("clusters/dev/apps.yaml:1", "Kustomization/flux-system/apps: " + what, hint);
    }
}
