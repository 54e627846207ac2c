package dev.sluice.render;

import static dev.sluice.render.RenderScene.configMap;
import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.RunFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Secrets hold is in no message, hint, event or stack trace, whatever is wrong with it. */
class UntoldSecretsTest {

    private static final String VALUE = "hunter2hunter2";

    private final RenderScene scene;

    UntoldSecretsTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {password: hunter2hunter2!}",
                "data: hunter2hunter2",
                "data: [hunter2hunter2]",
                "data: {password: {a: hunter2hunter2}}",
                "stringData: hunter2hunter2",
                "stringData: {password: [hunter2hunter2]}",
                "stringData: {password: hunter2hunter2: b}",
                "stringData: {password: hunter2hunter2, password: hunter2hunter2}",
                "stringData: {password: \"hunter2hunter2}",
                "type: {a: hunter2hunter2}",
                "immutable: hunter2hunter2"
            })
    void aSecretThatIsWrong(String field) {
        scene.file("clusters/dev/secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: a, namespace: flux-system}
                %s
                """.formatted(field));

        assertThat(said()).doesNotContain(VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2hunter2: b: [",
                "\\thunter2hunter2: *b",
                "hunter2hunter2\\n  a: b\\n a: c",
                "&hunter2hunter2 *hunter2hunter2",
                "{hunter2hunter2: b",
                "\\\"hunter2hunter2"
            })
    void aVariableThatBreaksTheYamlItIsPutInto(String value) {
        scene.file(
                "clusters/dev/unit.yaml",
                unit("apps", "apps", "postBuild: {substituteFrom: [{kind: Secret, name: s}]}"));
        scene.inTarget("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: flux-system}
                stringData: {password: "%s"}
                """.formatted(value));
        scene.file("apps/a.yaml", configMap("a", "a: ${password}"));

        assertThat(said()).doesNotContain(VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"interval: ${password}", "prune: ${password}", "path: ../${password}", "timeout: ${password}"})
    void aVariableThatIsNoValueOfItsField(String field) {
        scene.file(
                "clusters/dev/unit.yaml",
                unit("apps", "apps", "postBuild: {substituteFrom: [{kind: Secret, name: s}]}"));
        scene.inTarget("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: flux-system}
                stringData: {password: hunter2hunter2}
                """);
        scene.file("apps/a.yaml", """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: inner, namespace: flux-system}
                spec:
                  sourceRef: {kind: GitRepository, name: flux-system}
                  %s
                """.formatted(field));

        assertThat(said()).doesNotContain(VALUE);
    }

    @Test
    void hidesTheValueOnly() {
        scene.file(
                "clusters/dev/unit.yaml",
                unit("apps", "apps", "postBuild: {substituteFrom: [{kind: Secret, name: s}]}"));
        scene.inTarget("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: flux-system}
                stringData: {password: hunter2hunter2, short: abc, part: hunter2}
                """);
        scene.file("apps/a.yaml", unit("inner", "apps", "timeout: ${password}"));

        assertThat(scene.problems())
                .containsExactly(
                        "apps/a.yaml:9: Kustomization/flux-system/inner: spec.timeout: \"***\" is not a duration");
    }

    /** All that anybody could be told. */
    private String said() {
        var text = new StringWriter();
        try {
            Rendered rendered = scene.render();
            rendered.warnings()
                    .forEach(warning -> text.append(warning.toString()).append(String.valueOf(warning.hint())));
        } catch (RunFailure e) {
            e.printStackTrace(new PrintWriter(text, true));
            text.append(String.valueOf(e.hint()));
            if (e instanceof InvalidInput invalid) {
                invalid.problems()
                        .forEach(problem -> text.append(problem.toString()).append(String.valueOf(problem.hint())));
            }
        }
        scene.events().forEach(event -> text.append(event.toString()).append('\n'));
        return text.toString();
    }
}
