package dev.sluice.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Explanation;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.FluxObjects;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTest {

    private static final String APPS = """
            # The team's apps.
            apiVersion: kustomize.toolkit.fluxcd.io/v1beta2 # old
            kind:   "Kustomization"

            metadata: {name: apps,   namespace: flux-system}
            spec:
                interval: 5m   # often
                prune:    true
                sourceRef: {kind: GitRepository, name: 'flux-system'}
            """;

    private final FluxObjects flux = new FluxObjects();
    private final Migration migration = new Migration(flux, new TargetVersions(flux, "2.9"));

    @Test
    void changesTheVersionAndNothingElse() {
        Migrated migrated = migration.migrate(APPS, "apps.yaml");

        assertThat(migrated.text()).isEqualTo(APPS.replace("v1beta2", "v1"));
        assertThat(migrated.changes())
                .containsExactly(Problem.of("apps.yaml:2", "Kustomization/apps v1beta2 becomes v1"));
        assertThat(migrated.left()).isEmpty();
    }

    @Test
    void keepsLineEndsAndTheByteOrderMark() {
        String windows = "\uFEFF" + APPS.replace("\n", "\r\n");

        assertThat(migrated(windows)).isEqualTo(windows.replace("v1beta2", "v1"));
    }

    @Test
    void keepsCharactersBeyondTheFirstPlane() {
        String text = "# \uD83D\uDE80\uD83D\uDE80\n" + APPS;

        assertThat(migrated(text)).isEqualTo(text.replace("v1beta2", "v1"));
    }

    @Test
    void leavesNewObjectsAndThoseOfOthersAlone() {
        String text = APPS.replace("v1beta2", "v1") + "---\napiVersion: policy/v1beta1\nkind: PodDisruptionBudget\n";

        assertThat(migration.migrate(text, "apps.yaml")).isEqualTo(new Migrated(text, List.of(), List.of()));
    }

    @Test
    void findsTheObjectsOfAllDocumentsAndLists() {
        String text = """
                ---
                kind: HelmRepository
                metadata: {name: a, namespace: a}
                spec: {url: https://a.example, interval: 5m}
                apiVersion: 'source.toolkit.fluxcd.io/v1beta2'
                ---
                apiVersion: v1
                kind: List
                items:
                - apiVersion: notification.toolkit.fluxcd.io/v1beta2
                  kind: Alert
                  metadata: {name: a, namespace: a}
                  spec: {providerRef: {name: a}, eventSources: [{kind: Bucket, name: a}]}
                - apiVersion: notification.toolkit.fluxcd.io/v1beta2
                  kind: Receiver
                  metadata: {name: a, namespace: a}
                  spec: {type: github, resources: [{kind: Bucket, name: a}], secretRef: {name: a}}
                """;

        Migrated migrated = migration.migrate(text, "a.yaml");

        assertThat(migrated.text())
                .isEqualTo(text.replace("source.toolkit.fluxcd.io/v1beta2", "source.toolkit.fluxcd.io/v1")
                        .replace("fluxcd.io/v1beta2\n  kind: Alert", "fluxcd.io/v1beta3\n  kind: Alert")
                        .replace("fluxcd.io/v1beta2\n  kind: Receiver", "fluxcd.io/v1\n  kind: Receiver"));
        assertThat(migrated.changes())
                .extracting(Problem::location)
                .containsExactly("a.yaml:2", "a.yaml:10", "a.yaml:14");
    }

    @Test
    void understandsJson() {
        String text = """
                {"apiVersion": "source.toolkit.fluxcd.io/v1beta2", "kind": "HelmChart",
                 "metadata": {"name": "a", "namespace": "a"},
                 "spec": {"chart": "a", "interval": "5m", "valuesFile": "prod.yaml",
                          "sourceRef": {"kind": "GitRepository", "name": "a"}}}
                """;

        assertThat(migrated(text))
                .isEqualTo(text.replace("v1beta2", "v1")
                        .replace("\"valuesFile\": \"prod.yaml\"", "\"valuesFiles\": [\"prod.yaml\"]"));
    }

    @Test
    void followsReferencesAndSelectors() {
        String text = """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: flux-system}
                spec:
                  interval: 5m
                  prune: true
                  sourceRef: {apiVersion: source.toolkit.fluxcd.io/v1beta2, kind: GitRepository, name: a}
                  healthChecks:
                  - {apiVersion: helm.toolkit.fluxcd.io/v2beta1, kind: HelmRelease, name: web}
                  healthCheckExprs:
                  - {apiVersion: helm.toolkit.fluxcd.io/v2beta1, current: "true"}
                  patches:
                  - target: {group: helm.toolkit.fluxcd.io, version: v2beta1, kind: HelmRelease}
                    patch: |
                      - op: replace
                        path: /apiVersion
                        value: helm.toolkit.fluxcd.io/v2beta1
                  - patch: |
                      # ours
                      apiVersion: helm.toolkit.fluxcd.io/v2beta1
                      kind: HelmRelease
                      metadata: {name: web}
                      spec:
                        interval: 1h

                """;

        assertThat(migrated(text)).isEqualTo(text.replace("v1beta2", "v1").replace("v2beta1", "v2"));
    }

    @Test
    void migratesPatchesOfKustomizeFiles() {
        String text = """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [base]
                patches:
                  - target:
                      group: source.toolkit.fluxcd.io
                      version: v1beta2
                      kind: GitRepository
                    patch: '[{"op": "remove", "path": "/spec/ref"}]'
                  - path: web.yaml
                    target: {kind: HelmRelease}
                patchesStrategicMerge:
                  - |-
                    apiVersion: source.toolkit.fluxcd.io/v1beta1
                    kind: GitRepository
                    metadata:
                      name: flux-system
                    spec:
                      gitImplementation: libgit2
                      ref: {branch: main}
                """;

        assertThat(migrated(text))
                .isEqualTo(text.replace("version: v1beta2", "version: v1")
                        .replace("source.toolkit.fluxcd.io/v1beta1", "source.toolkit.fluxcd.io/v1")
                        .replace("      gitImplementation: libgit2\n", ""));
    }

    @Test
    void writesAValuesFileAsTheFirstOfThem() {
        String alone = release("""
                      valuesFile: ./prod.yaml # ours
                      version: 1.x
                """);
        String beside = release("""
                      version: 1.x
                      valuesFiles:
                        # more
                        - ./more.yaml
                      valuesFile: ./prod.yaml # ours
                """);

        assertThat(migrated(alone)).isEqualTo(newRelease("""
                      valuesFiles:
                        - ./prod.yaml # ours
                      version: 1.x
                """));
        assertThat(migrated(beside)).isEqualTo(newRelease("""
                      version: 1.x
                      valuesFiles:
                        # more
                        - ./prod.yaml # ours
                        - ./more.yaml
                """));
    }

    @Test
    void writesBothOldKindsOfPatchesAsPatches() {
        String old = APPS
                + """
                    # for all
                    patchesStrategicMerge:
                      - apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          # which
                          name: web
                        spec:
                          replicas: 2
                      - {apiVersion: v1, kind: Service, metadata: {name: web}, $patch: delete}
                """.replace(
                                "      - {apiVersion: v1",
                                "      - apiVersion: v1\n        kind: Service\n        x: {a: b")
                        .replace(", kind: Service, metadata: {name: web}, $patch: delete}", "}")
                + """
                    patchesJson6902:
                      - target: {kind: Deployment, name: web}
                        patch:
                          - op: remove
                            path: /spec/strategy
                """;

        assertThat(migrated(old)).isEqualTo(APPS.replace("v1beta2", "v1") + """
                    # for all
                    patches:
                      - patch: |
                          apiVersion: apps/v1
                          kind: Deployment
                          metadata:
                            # which
                            name: web
                          spec:
                            replicas: 2
                      - patch: |
                          apiVersion: v1
                          kind: Service
                          x: {a: b}
                      - patch: |
                          - op: remove
                            path: /spec/strategy
                        target: {kind: Deployment, name: web}
                """);
    }

    /** Kustomize applies strategic merges before {@code patches}, and operations after them. */
    @Test
    void putsOldPatchesAroundThoseThatAreThere() {
        String old = APPS + """
                    patchesJson6902:
                    - target:
                        kind: Deployment
                      patch: [{op: remove, path: /spec/strategy}]
                    patches:
                    - patch: |
                        - {op: remove, path: /spec/replicas}
                      target: {kind: Deployment}
                    patchesStrategicMerge:
                    - kind: Deployment
                      apiVersion: apps/v1
                      metadata: {name: web}
                """;

        assertThat(migrated(old)).isEqualTo(APPS.replace("v1beta2", "v1") + """
                    patches:
                    - patch: |
                        kind: Deployment
                        apiVersion: apps/v1
                        metadata: {name: web}
                    - patch: |
                        - {op: remove, path: /spec/replicas}
                      target: {kind: Deployment}
                    - patch: |
                        [{op: remove, path: /spec/strategy}]
                      target:
                        kind: Deployment
                """);
    }

    @Test
    void removesWhatNothingReads() {
        String text = """
                apiVersion: source.toolkit.fluxcd.io/v1beta2
                kind: GitRepository
                metadata: {name: a, namespace: a}
                spec:
                  gitImplementation: go-git
                  url: https://a.example/b
                  accessFrom:
                    namespaceSelectors:
                      - matchLabels: {}
                  # how often
                  interval: 5m
                """;

        assertThat(migrated(text)).isEqualTo("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: a, namespace: a}
                spec:
                  url: https://a.example/b
                  # how often
                  interval: 5m
                """);
    }

    @Test
    void keepsTheVersionOfAnObjectThatSomebodyHasToLookAt() {
        String text = APPS + """
                    patchesStrategicMerge: [{apiVersion: v1, kind: Service, metadata: {name: web}}]
                ---
                apiVersion: source.toolkit.fluxcd.io/v1beta1
                kind: GitRepository
                metadata: {name: other}
                spec:
                  interval: 5m
                  url: https://a.example/b
                  gitImplementation: go-git
                  verify: {mode: head}
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
                kind: Kustomization
                metadata: {name: third}
                spec: {interval: 5m, prune: true, sourceRef: {kind: GitRepository, name: a}}
                """;

        Migrated migrated = migration.migrate(text, "apps.yaml");

        assertThat(migrated.changes())
                .containsExactly(Problem.of("apps.yaml:21", "Kustomization/third v1beta2 becomes v1"));
        assertThat(Explanation.of(migrated.left()))
                .containsExactly(
                        "apps.yaml:10: Kustomization/apps stays at kustomize.toolkit.fluxcd.io/v1beta2:"
                                + " spec.patchesStrategicMerge cannot be rewritten as it is written here",
                        "  hint: write each of them as an item of patches",
                        "apps.yaml:19: GitRepository/other stays at source.toolkit.fluxcd.io/v1beta1: spec.verify.secretRef:"
                                + " is missing");
        assertThat(migrated.text())
                .isEqualTo(text.substring(0, text.lastIndexOf("v1beta2")) + "v1"
                        + text.substring(text.lastIndexOf("v1beta2") + 7));
    }

    @Test
    void followsAnAliasOnce() {
        String text = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: &version source.toolkit.fluxcd.io/v1beta2
                  kind: Bucket
                  metadata: {name: a}
                  spec: {bucketName: a, endpoint: a, interval: 5m}
                - apiVersion: *version
                  kind: Bucket
                  metadata: {name: b}
                  spec: {bucketName: a, endpoint: a, interval: 5m}
                """;

        assertThat(migrated(text)).isEqualTo(text.replace("v1beta2", "v1"));
    }

    @Test
    void migratesObjectsInTextsOfOtherObjects() {
        String text = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a}
                data:
                  apps.yaml: |
                    apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
                    kind: Kustomization
                    metadata: {name: apps, namespace: flux-system}
                    spec:
                      interval: 5m
                      prune: true
                      sourceRef: {kind: GitRepository, name: a}
                      validation: client
                  more: x
                """;

        Migrated migrated = migration.migrate(text, "a.yaml");

        assertThat(migrated.text()).isEqualTo(text.replace("v1beta2", "v1").replace("      validation: client\n", ""));
        assertThat(migrated.changes()).extracting(Problem::location).containsExactly("a.yaml:6");
    }

    @Test
    void refusesWhatIsNoYamlAndHoldsOldVersions() {
        String template = "{{- if .Values.flux }}\napiVersion: helm.toolkit.fluxcd.io/v2beta1\n{{ end }}\n";

        assertThatThrownBy(() -> migration.migrate(template, "templates/a.yaml"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("templates/a.yaml:2: helm.toolkit.fluxcd.io/v2beta1 in a file that is no YAML");
        assertThat(migrated(template.replace("v2beta1", "v2"))).contains("{{ end }}");
    }

    @Test
    void doesNotGoFurtherThanARelease() {
        String text = """
                apiVersion: image.toolkit.fluxcd.io/v1beta1
                kind: ImageRepository
                metadata: {name: a, namespace: a}
                spec: {image: a.example/web, interval: 5m}
                """;

        Migrated migrated = new Migration(flux, new TargetVersions(flux, "2.6")).migrate(text, "a.yaml");

        assertThat(migrated.text()).isEqualTo(text.replace("v1beta1", "v1beta2"));
        assertThat(migrated(text)).isEqualTo(text.replace("v1beta1", "v1"));
    }

    private String migrated(String text) {
        Migrated migrated = migration.migrate(text, "apps.yaml");
        assertThat(migrated.left()).isEmpty();
        return migrated.text();
    }

    private static String release(String chart) {
        return """
                apiVersion: helm.toolkit.fluxcd.io/v2beta2
                kind: HelmRelease
                metadata: {name: web, namespace: apps}
                spec:
                  interval: 5m
                  chart:
                    spec:
                      chart: web
                %s      sourceRef: {kind: HelmRepository, name: a}
                """.formatted(chart);
    }

    private static String newRelease(String chart) {
        return release(chart).replace("v2beta2", "v2");
    }
}
