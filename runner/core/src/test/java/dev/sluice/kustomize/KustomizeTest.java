package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

class KustomizeTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              template:
                spec:
                  containers:
                  - name: web
                    image: shop/web:1.0
                    envFrom:
                    - configMapRef:
                        name: settings
            """;

    private static String build(MemoryTree tree, String directory) {
        return Manifests.write(new Kustomize(KustomizeOptions.defaults().with(Reorder.NONE))
                .build(tree, directory)
                .manifests());
    }

    @Test
    void referencesFollowTheHashOfAGeneratedConfigMap() {
        var tree = new MemoryTree().with("web.yaml", DEPLOYMENT).with("kustomization.yaml", """
                namePrefix: dev-
                resources:
                - web.yaml
                configMapGenerator:
                - name: settings
                  literals:
                  - colour=blue
                """);

        String built = build(tree, "");

        assertThat(built).isEqualTo("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: dev-web
                spec:
                  template:
                    spec:
                      containers:
                      - envFrom:
                        - configMapRef:
                            name: dev-settings-6g6gd9868f
                        image: shop/web:1.0
                        name: web
                ---
                apiVersion: v1
                data:
                  colour: blue
                kind: ConfigMap
                metadata:
                  name: dev-settings-6g6gd9868f
                """);
    }

    @Test
    void anObjectKnowsTheFileAndLineThatItComesFrom() {
        var tree = new MemoryTree()
                .with("base/web.yaml", "# the web\n\n" + DEPLOYMENT)
                .with("base/kustomization.yaml", "resources: [web.yaml]\n")
                .with("dev/kustomization.yaml", """
                        resources:
                        - ../base
                        secretGenerator:
                        - name: one
                          literals: [a=b]
                        - name: two
                          literals: [a=b]
                        """);

        List<Manifest> manifests =
                new Kustomize(KustomizeOptions.defaults()).build(tree, "dev").manifests();

        assertThat(manifests)
                .extracting(manifest -> manifest.origin().toString())
                .containsExactlyInAnyOrder("dev/kustomization.yaml:4", "dev/kustomization.yaml:6", "base/web.yaml:3");
    }

    @Test
    void everyFileIsReadOnce() {
        var tree = new MemoryTree()
                .with("base/web.yaml", DEPLOYMENT)
                .with("base/kustomization.yaml", "resources: [web.yaml]\n")
                .with("a/kustomization.yaml", "namePrefix: a-\nresources: [../base]\n")
                .with("b/kustomization.yaml", "namePrefix: b-\nresources: [../base]\n")
                .with("kustomization.yaml", "resources: [a, b]\n");

        new Kustomize(KustomizeOptions.defaults()).build(tree, "");

        assertThat(tree.filesRead()).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void aPatchMergesPortsThatDifferInProtocol() {
        var tree = new MemoryTree().with("service.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: dns
                spec:
                  ports:
                  - {port: 53, protocol: UDP, name: udp}
                """).with("kustomization.yaml", """
                resources: [service.yaml]
                patches:
                - patch: |
                    apiVersion: v1
                    kind: Service
                    metadata:
                      name: dns
                    spec:
                      ports:
                      - {port: 53, protocol: TCP, name: tcp}
                """);

        String built = build(tree, "");

        assertThat(built).isEqualTo("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: dns
                spec:
                  ports:
                  - name: tcp
                    port: 53
                    protocol: TCP
                  - name: udp
                    port: 53
                    protocol: UDP
                """);
    }

    @Test
    void theOldOrderPutsNamespacesFirst() {
        var tree = new MemoryTree()
                .with("all.yaml", DEPLOYMENT + """
                ---
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: shop
                """)
                .with("kustomization.yaml", "resources: [all.yaml]\n");

        List<Manifest> manifests =
                new Kustomize(KustomizeOptions.defaults()).build(tree, "").manifests();

        assertThat(manifests).extracting(manifest -> manifest.id().kind()).containsExactly("Namespace", "Deployment");
    }

    @Test
    void aKeyThatStandsTwiceInAKustomizationIsAWarning() {
        var tree = new MemoryTree()
                .with("web.yaml", DEPLOYMENT)
                .with("kustomization.yaml", "namePrefix: a-\nresources: [web.yaml]\nnamePrefix: b-\n");

        KustomizeBuild build = new Kustomize(KustomizeOptions.defaults()).build(tree, "");

        assertThat(build.manifests().get(0).id().name()).isEqualTo("b-web");
        assertThat(build.warnings()).extracting(Problem::location).containsExactly("kustomization.yaml:3");
    }

    @Test
    void aKeyThatStandsTwiceInAPatchIsAWarningThatNamesBothLines() {
        var tree = new MemoryTree().with("web.yaml", DEPLOYMENT).with("kustomization.yaml", """
                resources: [web.yaml]
                patches:
                - patch: |-
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: web
                    spec:
                      replicas: 1
                      replicas: 2
                """);

        KustomizeBuild build = new Kustomize(KustomizeOptions.defaults()).build(tree, "");

        assertThat(build.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "kustomization.yaml:10: duplicate key \"replicas\", first at line 9; the first one counts");
    }

    @Test
    void aLineOfAnEnvFileOfMoreThan64KilobytesIsRefused() {
        var tree = new MemoryTree()
                .with("settings.env", "level=info\nvalue=" + "a".repeat(65536 - "value=".length()) + "\nlost=yes\n")
                .with("kustomization.yaml", "configMapGenerator:\n- name: settings\n  envs: [settings.env]\n");

        assertThatThrownBy(() -> build(tree, ""))
                .hasMessageStartingWith("settings.env:2: the line is longer than 65535 bytes");
    }

    @Test
    void whatAnOverlayChangesIsNotSeenByTheNextOverlayOfItsBase() {
        var tree = new MemoryTree()
                .with("base/web.yaml", DEPLOYMENT)
                .with("base/kustomization.yaml", "resources: [web.yaml]")
                .with("dev/kustomization.yaml", "{resources: [../base], namePrefix: dev-, commonLabels: {stage: dev}}")
                .with("prod/kustomization.yaml", "{resources: [../base], nameSuffix: -prod}");
        var kustomize = new Kustomize(KustomizeOptions.defaults());
        kustomize.build(tree, "dev");

        List<Manifest> built = kustomize.build(tree, "prod").manifests();

        assertThat(built)
                .isEqualTo(new Kustomize(KustomizeOptions.defaults())
                        .build(tree, "prod")
                        .manifests());
    }

    @Test
    void aFileThatChangedBetweenTwoBuildsIsReadAnew() {
        var kustomize = new Kustomize(KustomizeOptions.defaults());
        String file = "resources: [web.yaml]";
        kustomize.build(new MemoryTree().with("web.yaml", DEPLOYMENT).with("kustomization.yaml", file), "");
        var changed = new MemoryTree()
                .with("web.yaml", DEPLOYMENT.replace("1.0", "2.0"))
                .with("kustomization.yaml", file + "\nnamePrefix: dev-");

        List<Manifest> built = kustomize.build(changed, "").manifests();

        assertThat(Manifests.write(built)).contains("shop/web:2.0").contains("dev-web");
    }
}
