package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the controllers would find out only when they use a field. */
class TextRulesTest {

    private final FluxObjects flux = new FluxObjects();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patches: [{patch: x, target: {labelSelector: 'app in (a'}}] | spec.patches[0].target.labelSelector",
                "patches: [{patch: x, target: {annotationSelector: 'a b'}}]"
                        + " | spec.patches[0].target.annotationSelector",
                "patches: [{patch: x, target: {kind: '('}}] | spec.patches[0].target.kind",
                "ignore: [{paths: [/spec], target: {name: '('}}] | spec.ignore[0].target.name",
                "commonMetadata: {labels: {a: 'b c'}} | spec.commonMetadata.labels.a",
            })
    void looksIntoKustomizations(String spec, String field) {
        assertThat(flux.validate(Fixtures.kustomizationObject(spec)))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .startsWith("Kustomization/flux-system/apps: " + field + ": ");
    }

    /** Flux finds it out when it builds, and names of keys of {@code substituteFrom} only then. */
    @Test
    void trap05ChecksTheNamesOfVariablesEvenIfNothingUsesThem() {
        var kustomization = Fixtures.kustomizationObject("postBuild: {substitute: {a-b: x, _a1: x, 1a: x}}");

        assertThat(flux.validate(kustomization))
                .extracting(Problem::what)
                .containsExactly(
                        "Kustomization/flux-system/apps: spec.postBuild.substitute.a-b: 'a-b' var name is invalid, must"
                                + " match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'",
                        "Kustomization/flux-system/apps: spec.postBuild.substitute.1a: '1a' var name is invalid, must"
                                + " match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source.toolkit.fluxcd.io/v1 | GitRepository | url: https://a.example/b, ref: {semver: latest}"
                        + " | spec.ref.semver: \"latest\" is not a range of versions",
                "source.toolkit.fluxcd.io/v1 | OCIRepository | url: 'oci://a.example/b:v1'"
                        + " | spec.url: must not have a tag; remove ':v1'",
                "source.toolkit.fluxcd.io/v1 | OCIRepository | url: 'oci://a.example:5000/B'"
                        + " | spec.url: \"a.example:5000/B\" is no name of an image",
                "source.toolkit.fluxcd.io/v1 | HelmRepository | url: 'oci://a.example/charts'"
                        + " | spec.url: 'oci' URL scheme cannot be used with 'default' HelmRepository type",
                "source.toolkit.fluxcd.io/v1 | HelmRepository | url: 'https://a.example', type: oci"
                        + " | spec.url: invalid OCI registry URL",
                "source.toolkit.fluxcd.io/v1 | HelmChart"
                        + " | chart: web, version: ^a, sourceRef: {kind: HelmRepository, name: a}"
                        + " | spec.version: \"^a\" is not a range of versions",
                "source.toolkit.fluxcd.io/v1beta1 | HelmRepository | url: 'https://a.example', timeout: 5x"
                        + " | spec.timeout: \"5x\" is not a duration",
                "image.toolkit.fluxcd.io/v1 | ImageRepository | image: 'https://a.example/b'"
                        + " | spec.image: must not have a scheme; remove 'https://'",
                "image.toolkit.fluxcd.io/v1 | ImageRepository | image: 'a.example/b@sha256:abc'"
                        + " | spec.image: must not have a tag; remove ':abc'",
                "image.toolkit.fluxcd.io/v1 | ImageUpdateAutomation | sourceRef: {kind: GitRepository, name: a},"
                        + " policySelector: {matchExpressions: [{key: a, operator: in}]}"
                        + " | spec.policySelector.matchExpressions[0].operator: \"in\" is not one of \"In\","
                        + " \"NotIn\", \"Exists\", \"DoesNotExist\"",
                "image.toolkit.fluxcd.io/v1 | ImageUpdateAutomation | sourceRef: {kind: GitRepository, name: a},"
                        + " policySelector: {matchLabels: {a: b c}}"
                        + " | spec.policySelector.matchLabels.a: \"b c\" is no value of a label",
            })
    void looksIntoTheOtherKinds(String apiVersion, String kind, String spec, String expected) {
        assertThat(mistakes(apiVersion, kind, "interval: 5m, " + spec)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OCIRepository | url: 'oci://a.example:5000/b/c_d'",
                "HelmRepository | url: 'oci://a.example/charts', type: oci",
                "HelmChart | chart: ./web, version: whatever, sourceRef: {kind: GitRepository, name: a}",
                "HelmChart | chart: web, version: '', sourceRef: {kind: HelmRepository, name: a}",
                "GitRepository | url: 'ssh://git@a.example/b', ref: {semver: '>=1.0.0-0 <2.0.0'}",
            })
    void acceptsWhatTheControllersTake(String kind, String spec) {
        assertThat(mistakes("source.toolkit.fluxcd.io/v1", kind, "interval: 5m, " + spec))
                .isEmpty();
    }

    @Test
    void wantsAnImagePolicyToChoose() {
        String policy = "imageRepositoryRef: {name: a}, policy: ";

        assertThat(mistakes("image.toolkit.fluxcd.io/v1", "ImagePolicy", policy + "{}"))
                .containsExactly("spec.policy: needs one of semver, alphabetical, numerical");
        assertThat(mistakes("image.toolkit.fluxcd.io/v1", "ImagePolicy", policy + "{numerical: {}}"))
                .isEmpty();
    }

    /** Flux takes the first that it looks for, and says nothing of the others. */
    @Test
    void warnsOfPoliciesThatDoNothing() {
        var policy = object(
                "image.toolkit.fluxcd.io/v1",
                "ImagePolicy",
                "imageRepositoryRef: {name: a}, policy: {numerical: {}, semver: {range: 1.x}}");

        assertThat(flux.warnings(policy))
                .extracting(Problem::what)
                .containsExactly("ImagePolicy/apps/a: spec.policy.numerical: does nothing: semver comes before it");
    }

    private List<String> mistakes(String apiVersion, String kind, String spec) {
        return flux.validate(object(apiVersion, kind, spec)).stream()
                .map(problem -> problem.what().substring((kind + "/apps/a: ").length()))
                .toList();
    }

    private static Manifest object(String apiVersion, String kind, String spec) {
        return Fixtures.object("""
                apiVersion: %s
                kind: %s
                metadata: {name: a, namespace: apps}
                spec: {%s}
                """.formatted(apiVersion, kind, spec));
    }
}
