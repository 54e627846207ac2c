package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.DEPLOYMENT;
import static dev.sluice.validate.ValidationScene.lines;
import static dev.sluice.validate.ValidationScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Rule;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake hides no other, and what cannot be known here is no mistake. */
class SurveyTest {

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: config, namespace: default}
            data:
              value: "%s"
            """;

    private static final String VARIABLES = "postBuild: {substituteFrom: [{kind: Secret, name: settings}]}";

    private final ValidationScene scene;

    SurveyTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
    }

    @Test
    void tellsMistakesOfEveryStageAtOnceInTheOrderOfFiles() {
        scene.file("clusters/dev/a.yaml", unit("a", "./absent", ""))
                .file("clusters/dev/b.yaml", unit("b", "./b", "dependsOn: [{name: c}]"))
                .file("clusters/dev/c.yaml", unit("c", "./c", "dependsOn: [{name: b}]"))
                .file("clusters/dev/d.yaml", unit("d", "./d", "postBuild: {substitute: {x: y}}"))
                .file("clusters/dev/e.yaml", unit("e", "./e", "").replace("10m", "often"))
                .file("b/config.yaml", CONFIG.formatted("b"))
                .file("c/config.yaml", CONFIG.formatted("c"))
                .file("d/config.yaml", CONFIG.formatted("${undefined}").replace("name: config", "name: d"));

        Validated validated = scene.validate();

        assertThat(lines(validated.errors()))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("c/config.yaml:1: ConfigMap/default/config: is rendered twice: by"),
                        line -> assertThat(line)
                                .startsWith("clusters/dev/a.yaml:6: ")
                                .contains("path not found"),
                        line -> assertThat(line).startsWith("clusters/dev/b.yaml:9: circular dependency detected: "),
                        line -> assertThat(line)
                                .startsWith("clusters/dev/e.yaml:5: ")
                                .contains("is not a duration"),
                        line -> assertThat(line).startsWith("d/config.yaml:").contains("undefined"));
    }

    @Test
    void looksAtAUnitWhoseVariablesAreInTheClusterAsFarAsItCan() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", VARIABLES))
                .file("apps/config.yaml", CONFIG.formatted("${secret}"))
                .file("apps/web.yaml", DEPLOYMENT.replaceFirst("@sha256:\\d+", ""))
                .file("apps/inner.yaml", unit("inner", "./inner", "").replace("10m", "soon"));

        Validated validated = scene.validate();

        assertThat(lines(validated.errors()))
                .containsExactly("apps/inner.yaml:5: Kustomization/flux-system/inner: spec.interval: \"soon\" is not a"
                        + " duration");
        assertThat(lines(validated.notes()))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("apps/inner.yaml:4: ")
                                .contains("not built"),
                        line -> assertThat(line)
                                .startsWith("apps/web.yaml:11: ")
                                .contains("has no digest"),
                        line -> assertThat(line)
                                .isEqualTo("clusters/dev/apps.yaml:9: Kustomization/flux-system/apps:"
                                        + " ConfigMap/default/config holds variables that are not known here: no unit"
                                        + " writes Secret/flux-system/settings"),
                        line -> assertThat(line)
                                .startsWith("clusters/dev/apps.yaml:9: ")
                                .contains("reads Secret/flux-system/settings"));
    }

    @Test
    void refusesAnExpressionThatIsWrongWhateverItsVariablesAre() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", VARIABLES))
                .file("apps/config.yaml", CONFIG.formatted("${secret-x}"));

        assertThat(scene.findings(Rule.SUBSTITUTION))
                .hasSize(1)
                .allMatch(line -> line.startsWith("error apps/config.yaml:5: "));
    }

    @Test
    void tellsWhatIsNoVariablesFaultByItsOwnRule() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/config.yaml", CONFIG.formatted("a").replace("apiVersion: v1\n", ""))
                .file("clusters/dev/keys.yaml", unit("keys", "./keys", "decryption: {provider: sops}"))
                .file("keys/kustomization.yaml", "secretGenerator: [{name: keys, files: [keys.json]}]")
                .file("keys/keys.json", "{\"mac\": \"ENC[");

        assertThat(scene.findings(Rule.BUILD))
                .singleElement()
                .asString()
                .contains("apiVersion, kind and metadata.name must be set");
        assertThat(scene.findings(Rule.ENCRYPTED))
                .singleElement()
                .asString()
                .contains("keys/keys.json: error decrypting sources");
        assertThat(scene.findings(Rule.SUBSTITUTION)).isEmpty();
    }

    /** The interval is a variable: it may be right. That a field is unknown stays so. */
    @Test
    void judgesTheFieldsOfAnOpenObjectThatHoldNoVariable() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", VARIABLES))
                .file("apps/inner.yaml", unit("inner", "./inner", "nonsense: 1").replace("10m", "${often}"));

        assertThat(lines(scene.validate().errors()))
                .containsExactly("apps/inner.yaml:9: Kustomization/flux-system/inner: spec.nonsense: unknown field");
    }

    @Test
    void namesTheUnitsWhoseSourceIsElsewhere() {
        scene.file(
                "clusters/dev/app.yaml", """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: flux-system}
                spec: {interval: 1h, url: "https://git.invalid/app", ref: {branch: main}}
                ---
                """ + unit("app", "./deploy", "").replace("name: flux-system}", "name: app}"));

        Validated validated = scene.validate();

        assertThat(validated.errors()).isEmpty();
        assertThat(lines(validated.notes()))
                .containsExactly("clusters/dev/app.yaml:13: Kustomization/flux-system/app: not looked at: its source"
                        + " GitRepository/flux-system/app is elsewhere");
        assertThat(validated.notes().get(0).hint())
                .isEqualTo("--local-source GitRepository/flux-system/app=PATH takes a directory for it");
    }

    @Test
    void takesADirectoryForASourceThatIsElsewhere() {
        scene.file(
                        "clusters/dev/app.yaml",
                        """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: OCIRepository
                metadata: {name: app, namespace: flux-system}
                spec: {interval: 1h, url: "oci://registry.invalid/app"}
                ---
                """
                                + unit("app", "./", "")
                                        .replace("GitRepository, name: flux-system}", "OCIRepository, name: app}"))
                .file("other/web.yaml", DEPLOYMENT);

        Validated validated =
                scene.validate(request -> request.localSources(Map.of("OCIRepository/flux-system/app", "other")));

        assertThat(validated.errors()).isEmpty();
        assertThat(validated.notes()).isEmpty();
        assertThat(validated.rendered().units()).hasSize(2);
    }

    @Test
    void namesASourceThatNobodyDefines() {
        scene.file("clusters/dev/app.yaml", unit("app", "./", "").replace("name: flux-system}", "name: absent}"));

        assertThat(scene.findings(Rule.SOURCE_NOT_FOUND))
                .containsExactly("error clusters/dev/app.yaml:8: Kustomization/flux-system/app: source"
                        + " GitRepository/flux-system/absent not found");
    }

    /** Whoever makes it: an ArtifactGenerator of this repository, or somebody else. */
    @Test
    void takesExternalArtifactsForElsewhere() {
        scene.file(
                "clusters/dev/app.yaml",
                unit("app", "./", "").replace("GitRepository, name: flux-system}", "ExternalArtifact, name: app}"));

        assertThat(scene.findings(Rule.SOURCE_NOT_FOUND)).isEmpty();
        assertThat(scene.findings(Rule.NOT_LOOKED_AT)).hasSize(1);
    }

    @Test
    void fetchesNoRemoteBase() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "resources:\n- https://files.invalid/all.yaml\n");

        Validated validated = scene.validate();

        assertThat(validated.errors()).isEmpty();
        assertThat(lines(validated.notes()))
                .containsExactly(
                        "apps/kustomization.yaml:2: https://files.invalid/all.yaml: is elsewhere, and nothing is"
                                + " fetched: Kustomization/flux-system/apps was not looked at");
    }

    @Test
    void refusesARemoteBaseWhereARunMustNotTakeOne() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "resources:\n- https://files.invalid/all.yaml\n");

        Validated validated = scene.validate(request -> request.remoteBases(false));

        assertThat(lines(validated.errors())).hasSize(1).allMatch(line -> line.contains("not allowed"));
    }

    @Test
    void refusesAUnitThatPrunesAndRendersToNothing() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "resources: []\n");

        assertThat(scene.findings(Rule.EMPTY_UNIT)).hasSize(1);
        assertThat(scene.validate(request -> request.allowEmpty(true)).errors()).isEmpty();
    }

    @Test
    void namesBothUnitsThatDefineAnObject() {
        scene.file("clusters/dev/a.yaml", unit("a", "./apps", ""))
                .file("clusters/dev/b.yaml", unit("b", "./apps", ""))
                .file("apps/charts.yaml", ValidationScene.repository());

        assertThat(scene.findings(Rule.DUPLICATE_OBJECT))
                .containsExactly(
                        "error apps/charts.yaml:1: HelmRepository/default/charts: is defined twice: by"
                                + " Kustomization/flux-system/b here, and by Kustomization/flux-system/a at apps/charts.yaml:1");
    }

    /** The same object in two clusters is two objects. */
    @Test
    void takesTheSameObjectInAnotherCluster() {
        scene.file("clusters/dev/a.yaml", unit("a", "./apps", ""))
                .file("clusters/dev/b.yaml", unit("b", "./apps", "kubeConfig: {secretRef: {name: other}}"))
                .file("apps/web.yaml", DEPLOYMENT);

        assertThat(scene.findings(Rule.DUPLICATE_OBJECT)).isEmpty();
        assertThat(scene.validate().rendered().units()).hasSize(3);
    }

    @Test
    void tellsOfFilesThatIgnoreRulesHideFromAUnit() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "resources:\n- web.yaml\n")
                .file("apps/web.yaml", DEPLOYMENT)
                .file(".sourceignore", "web.yaml\n");

        assertThat(lines(scene.validate().errors()))
                .hasSize(1)
                .allMatch(line -> line.startsWith("apps/kustomization.yaml:2: ")
                        && line.contains("left out by the source's ignore rules"));
    }

    @Test
    void goesOnWhereTheRootCannotBeBuilt() {
        scene.file("clusters/dev/kustomization.yaml", "resources:\n- absent.yaml\n");

        assertThat(lines(scene.validate().errors()))
                .hasSize(1)
                .allMatch(line -> line.startsWith("clusters/dev/kustomization.yaml:2: "));
    }

    @Test
    void saysThatAUnitWithMistakesOfItsOwnIsNotBuilt() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "").replace("10m", "often"));

        assertThat(scene.findings(Rule.NOT_LOOKED_AT))
                .singleElement()
                .asString()
                .endsWith("Kustomization/flux-system/apps: not built: its own mistakes come first");
    }
}
