package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.DEPLOYMENT;
import static dev.sluice.validate.ValidationScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects belong to a namespace, and it is there. */
class NamespacesTest {

    private static final String SHOP = DEPLOYMENT.replace("default", "shop");

    private final ValidationScene scene;

    NamespacesTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
    }

    /** As kustomize-controller's apply ends: {@code Deployment/web namespace not specified}. */
    @Test
    void tellsObjectsWithoutOne() {
        scene.file("clusters/dev/web.yaml", DEPLOYMENT.replace(", namespace: default", ""))
                .file("clusters/dev/role.yaml", """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: reader}
                        """);

        assertThat(scene.findings(Rule.NAMESPACE_MISSING))
                .containsExactly("error clusters/dev/web.yaml:1: Deployment/web: namespace not specified");
    }

    @Test
    void knowsTheScopeOfKindsThatTheRepositoryDefines() {
        scene.file("clusters/dev/crd.yaml", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {kind: Widget, plural: widgets}
                  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
                ---
                apiVersion: example.com/v1
                kind: Widget
                metadata: {name: w}
                ---
                apiVersion: other.example.com/v1
                kind: Widget
                metadata: {name: w}
                """);

        assertThat(scene.findings(Rule.NAMESPACE_MISSING))
                .containsExactly("error clusters/dev/crd.yaml:10: Widget/w: namespace not specified");
    }

    @Test
    void tellsEachNamespaceThatNobodyDefinesOnce() {
        scene.file("clusters/dev/web.yaml", SHOP)
                .file("clusters/dev/more.yaml", SHOP.replace("name: web, ", "name: more, "));

        assertThat(scene.findings(Rule.NAMESPACE_NOT_DEFINED))
                .containsExactly("warning clusters/dev/more.yaml:3: Deployment/shop/more: is in the namespace shop,"
                        + " which no unit defines (and 1 more objects)");
    }

    @Test
    void onlyNotesItWhereSomethingWasNotLookedAt() {
        scene.file("clusters/dev/web.yaml", SHOP)
                .file("clusters/dev/more.yaml", unit("more", "./more", "suspend: true"));

        assertThat(scene.findings(Rule.NAMESPACE_NOT_DEFINED)).hasSize(1).allMatch(line -> line.startsWith("note "));
    }

    @Test
    void takesThoseOfUnitsAndOfReleasesThatMakeThem() {
        scene.file("clusters/dev/web.yaml", SHOP)
                .file(
                        "clusters/dev/release.yaml",
                        ValidationScene.release("app", "targetNamespace: shop\n  install: {createNamespace: true}"))
                .file("clusters/dev/charts.yaml", ValidationScene.repository());

        assertThat(scene.findings(Rule.NAMESPACE_NOT_DEFINED)).isEmpty();
    }
}
