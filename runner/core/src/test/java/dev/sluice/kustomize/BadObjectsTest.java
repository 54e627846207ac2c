package dev.sluice.kustomize;

import static dev.sluice.kustomize.BadInput.SETTINGS;
import static dev.sluice.kustomize.BadInput.WEB;
import static dev.sluice.kustomize.BadInput.told;
import static dev.sluice.kustomize.BadInput.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What a person reads of objects that do not fit together, and values that are not there. */
class BadObjectsTest {

    @Test
    void everyFieldThatAReplacementDoesNotFind() {
        assertThat(told("""
                        resources: [settings.yaml, web.yaml]
                        replacements:
                        - source: {kind: ConfigMap, fieldPath: data.color}
                          targets:
                          - select: {kind: Deployment}
                            fieldPaths:
                            - spec.color
                            - spec.size
                        """))
                .containsExactly(
                        "kustomization.yaml:7: unable to find field \"spec.color\" in replacement target Deployment/web"
                                + " (web.yaml:1)",
                        "kustomization.yaml:8: unable to find field \"spec.size\" in replacement target Deployment/web"
                                + " (web.yaml:1)");
    }

    @Test
    void theLineOfAVariableWithoutAValue() {
        assertThat(told("""
                        resources: [settings.yaml]
                        vars:
                        - name: SIZE
                          objref: {apiVersion: v1, kind: ConfigMap, name: settings}
                          fieldref: {fieldpath: data.size}
                        """))
                .containsExactly("kustomization.yaml:3: field specified in var 'SIZE' not found in"
                        + " ConfigMap/settings (settings.yaml:1): data.size");
    }

    @Test
    void whatMadeTwoObjectsTheSame() {
        var tree = new MemoryTree()
                .with("a.yaml", SETTINGS.replace("name: settings", "name: settings\n  namespace: a"))
                .with("b.yaml", SETTINGS.replace("name: settings", "name: settings\n  namespace: b"))
                .with("kustomization.yaml", "resources: [a.yaml, b.yaml]\nnamespace: c\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "kustomization.yaml:2: namespace transformation produces ID conflict: ConfigMap/c/settings comes"
                                + " from a.yaml:1 and from b.yaml:1",
                        "  hint: they were ConfigMap/a/settings and ConfigMap/b/settings before the namespace c was set");
    }

    @Test
    void aBaseThatIsBuiltOnTwice() {
        var tree = tree().with("base/kustomization.yaml", "resources: [web.yaml]\n")
                .with("base/web.yaml", WEB)
                .with("dev/kustomization.yaml", "resources: [../base]\n")
                .with("prod/kustomization.yaml", "resources: [../base]\n")
                .with("kustomization.yaml", "resources: [dev, prod]\n");

        assertThat(told(tree, ""))
                .last()
                .isEqualTo("  hint: both are one object, which is built on twice: give each way its own namePrefix or"
                        + " namespace");
    }

    @Test
    void anObjectThatAReplacementNestsWithoutEnd() {
        String path = String.join(".", Collections.nCopies(200_000, "a"));
        assertThat(told("""
                        resources: [settings.yaml]
                        replacements:
                        - sourceValue: x
                          targets:
                          - select: {kind: ConfigMap}
                            options: {create: true}
                            fieldPaths:
                            - %s
                        """.formatted(path)))
                .containsExactly("kustomization.yaml:8: an object becomes nested too deep to be built");
    }
}
