package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.configMap;
import static dev.sluice.flux.Fixtures.kustomization;
import static dev.sluice.flux.Fixtures.object;
import static dev.sluice.flux.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.Manifest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubstitutionTest {

    private static final Map<String, String> VARIABLES = Map.of("replicas", "3", "quote", "\"", "n", "007");

    @Test
    void trap4ReadsTheTypeOfAValueFromTheResult() {
        Manifest deployment = object("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                spec:
                  replicas: ${replicas}
                  paused: "${quote}3${quote}"
                """);

        Manifest substituted = Substitution.substitute(deployment, VARIABLES, true);

        assertThat(substituted.content().path("spec").path("replicas").isInt()).isTrue();
        assertThat(substituted.content().path("spec").path("paused").isTextual())
                .isTrue();
    }

    /** [doc≠code]: Flux's documentation and its command line say an empty text; its controller refuses since v1.9. */
    @Test
    void trap1FindsEveryUndefinedVariableOfAnObject() {
        Manifest config = configMap("app", "a: ${gone}\nb: ${replicas}\nc: ${lost:-x}${nowhere}");

        assertThat(refused(() -> Substitution.substitute(config, VARIABLES, true)))
                .containsExactly(
                        "clusters/dev/apps.yaml:1: ConfigMap/flux-system/app: variable not set (strict mode): \"gone\"",
                        "clusters/dev/apps.yaml:1: ConfigMap/flux-system/app: variable not set (strict mode):"
                                + " \"nowhere\"");
    }

    @Test
    void trap1LeavesAnUndefinedVariableEmptyWhereNotStrict() {
        Manifest config = configMap("app", "a: \"x${gone}\"");

        Manifest substituted = Substitution.substitute(config, VARIABLES, false);

        assertThat(substituted.content().path("data").path("a").asText()).isEqualTo("x");
    }

    @Test
    void trap6LeavesAnObjectAloneThatOptsOut() {
        Manifest config = object("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: app
                  labels:
                    kustomize.toolkit.fluxcd.io/substitute: disabled
                data:
                  a: ${gone}
                """);

        assertThat(Substitution.substitute(config, VARIABLES, true)).isSameAs(config);
    }

    @Test
    void trap6OptsOutByTheExactWordOnly() {
        Manifest config = object("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: app
                  labels:
                    kustomize.toolkit.fluxcd.io/substitute: Disabled
                data:
                  a: ${replicas}
                """);

        Manifest substituted = Substitution.substitute(config, VARIABLES, true);

        assertThat(substituted.content().path("data").path("a").asInt()).isEqualTo(3);
    }

    @Test
    void saysNothingOfAValueThatBreaksTheYaml() {
        Manifest config = configMap("app", "a: ${secret}");

        var problems = refused(() -> Substitution.substitute(config, Map.of("secret", "p@ss: w0rd: x"), true));

        assertThat(problems)
                .singleElement()
                .asString()
                .contains("ConfigMap/flux-system/app", "no valid YAML")
                .doesNotContain("w0rd");
    }

    @Test
    void trap3DoesNothingWithoutVariables() {
        KustomizationSpec spec = kustomization("postBuild: {}");

        assertThat(Substitution.applies(spec, Map.of())).isFalse();
    }

    @Test
    void substitutesWithoutVariablesWhereToldTo() {
        KustomizationSpec spec = kustomization("postBuild: {substituteStrategy: Always}");

        assertThat(Substitution.applies(spec, Map.of())).isTrue();
    }

    @Test
    void trap5TakesTheLaterSourceAndTheInlineValueLastWithoutLineFeeds() {
        KustomizationSpec spec = kustomization("""
                postBuild:
                  substitute: {c: inline}
                  substituteFrom:
                    - {kind: ConfigMap, name: one}
                    - {kind: Secret, name: two}
                """);
        Manifest secret = object("""
                apiVersion: v1
                kind: Secret
                metadata: {name: two}
                data: {b: Mg==}
                stringData: {c: "2", d: "x\\ny"}
                """);

        Map<String, String> variables = Substitution.variables(
                spec,
                reference ->
                        Optional.of(reference.name().equals("one") ? configMap("one", "a: \"1\"\nb: \"1\"") : secret));

        assertThat(variables).isEqualTo(Map.of("a", "1", "b", "2", "c", "inline", "d", "xy"));
    }

    /** Also where no object needs them: Flux looks for neither where nothing is substituted in, and lets that pass. */
    @Test
    void trap5NamesEveryMissingSourceAndEveryBadName() {
        KustomizationSpec spec = kustomization("""
                postBuild:
                  substitute: {a-b: x}
                  substituteFrom:
                    - {kind: ConfigMap, name: one}
                    - {kind: Secret, name: two, optional: true}
                    - {kind: Secret, name: three}
                """);

        assertThat(refused(() -> Substitution.variables(spec, reference -> Optional.empty())))
                .containsExactly(
                        "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: substitute from 'ConfigMap/one'"
                                + " error: not found in namespace 'flux-system'",
                        "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: substitute from 'Secret/three'"
                                + " error: not found in namespace 'flux-system'",
                        "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: 'a-b' var name is invalid, must"
                                + " match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'");
    }

    @Test
    void losesTheLastDigitsOfHugeNumbersAsKustomizeDoes() {
        Manifest config = configMap("app", "a: ${n}");

        Manifest substituted = Substitution.substitute(config, Map.of("n", "9007199254740993"), true);

        assertThat(substituted.content().path("data").path("a").asText()).isEqualTo("9007199254740992");
    }
}
