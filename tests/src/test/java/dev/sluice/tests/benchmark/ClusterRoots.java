package dev.sluice.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A generated repository of several clusters that run the same applications: each application is a base and an overlay
 * with a patch, an image and a generated ConfigMap; half of its objects hold variables. What a cluster is called, where
 * it is and what it is for, its settings and its Secret say.
 *
 * @param clusters how many roots there are
 * @param applications how many units each of them has, beside itself
 * @param layout where the Kustomizations of the applications stand
 */
record ClusterRoots(int clusters, int applications, Layout layout) {

    /** Where the Kustomizations stand that all clusters have. */
    enum Layout {
        /** In one directory, which each cluster's kustomization takes up and patches variables into. */
        SHARED,
        /** In each cluster's directory, with its variables, as {@code flux create} writes them. */
        WRITTEN_OUT
    }

    /** Every twentieth application is patched in one cluster only. */
    private static final int PATCHED = 20;

    private static final List<String> REGIONS = List.of("eu-west-1", "eu-central-1", "us-east-1", "ap-south-1");

    /** Writes the files; answers the directory. */
    Path writeTo(Path directory) throws IOException {
        for (int application = 0; application < applications; application++) {
            writeBase(directory.resolve("apps/base/" + name(application)), name(application), application);
            write(directory.resolve("apps/overlays/" + name(application)), "kustomization.yaml", overlay(application));
            if (layout == Layout.SHARED) {
                write(directory.resolve("units"), name(application) + ".yaml", unit(application, ""));
            }
        }
        if (layout == Layout.SHARED) {
            write(directory.resolve("units"), "kustomization.yaml", listing());
        }
        for (int cluster = 0; cluster < clusters; cluster++) {
            writeCluster(directory.resolve(entry(cluster)), cluster);
        }
        return directory;
    }

    /** The entries, one a cluster. */
    List<String> entries() {
        var entries = new ArrayList<String>();
        for (int cluster = 0; cluster < clusters; cluster++) {
            entries.add(entry(cluster));
        }
        return entries;
    }

    private static String entry(int cluster) {
        return String.format(Locale.ROOT, "clusters/c%02d", cluster + 1);
    }

    private static String name(int application) {
        return String.format(Locale.ROOT, "app-%03d", application);
    }

    private String listing() {
        var resources = new StringBuilder("resources:\n");
        for (int application = 0; application < applications; application++) {
            resources.append("- ").append(name(application)).append(".yaml\n");
        }
        return resources.toString();
    }

    private void writeCluster(Path directory, int cluster) throws IOException {
        write(directory, "settings.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: cluster-settings
                  namespace: flux-system
                data:
                  cluster_name: c%1$02d
                  cluster_domain: c%1$02d.example.org
                  region: %2$s
                  storage_class: %3$s
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: cluster-secrets
                  namespace: flux-system
                stringData:
                  contact: team-%1$02d@example.org
                """.formatted(
                        cluster + 1, REGIONS.get(cluster % REGIONS.size()), cluster % 2 == 0 ? "fast" : "slow"));
        if (layout == Layout.SHARED) {
            write(directory, "kustomization.yaml", sharingKustomization(cluster));
            return;
        }
        for (int application = 0; application < applications; application++) {
            write(
                    directory.resolve("apps"),
                    name(application) + ".yaml",
                    unit(application, """
                      substitute:
                        stage: %s
                      substituteFrom:
                      - {kind: ConfigMap, name: cluster-settings}
                      - {kind: Secret, name: cluster-secrets}
                """.formatted(stage(cluster)).indent(2) + patchOf(application, cluster)));
        }
    }

    private static String stage(int cluster) {
        return cluster < 4 ? "dev" : "prod";
    }

    private String sharingKustomization(int cluster) {
        var patches = new StringBuilder("""
                resources:
                - ../../units
                - settings.yaml
                patches:
                - target:
                    group: kustomize.toolkit.fluxcd.io
                    kind: Kustomization
                  patch: |
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata:
                      name: any
                    spec:
                      postBuild:
                        substitute:
                          stage: %s
                        substituteFrom:
                        - {kind: ConfigMap, name: cluster-settings}
                        - {kind: Secret, name: cluster-secrets}
                """.formatted(stage(cluster)));
        for (int application = cluster % PATCHED; application < applications; application += PATCHED) {
            patches.append("""
                    - target:
                        kind: Kustomization
                        name: %s
                      patch: |
                        - op: add
                          path: /spec/patches
                          value:
                          - target: {kind: Deployment}
                            patch: |
                              - {op: replace, path: /spec/replicas, value: %d}
                    """.formatted(name(application), cluster + 1));
        }
        return patches.toString();
    }

    private static String patchOf(int application, int cluster) {
        if (application % PATCHED != cluster % PATCHED) {
            return "";
        }
        return """
                  patches:
                  - target: {kind: Deployment}
                    patch: |
                      - {op: replace, path: /spec/replicas, value: %d}
                """.formatted(cluster + 1);
    }

    /** @param variables {@code spec.postBuild}, and what else a cluster says of the unit */
    private static String unit(int application, String variables) {
        String dependsOn = application % 10 == 0 ? "[]" : "[{name: " + name(application - application % 10) + "}]";
        String unit = """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: %1$s
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./apps/overlays/%1$s
                  prune: true
                  wait: false
                  timeout: 5m
                  dependsOn: %2$s
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                """.formatted(name(application), dependsOn);
        return variables.isEmpty() ? unit : unit + "  postBuild:\n" + variables;
    }

    private static void writeBase(Path directory, String name, int application) throws IOException {
        var objects = new ArrayList<>(List.of("deployment", "service", "ingress", "serviceaccount", "networkpolicy"));
        if (application % 5 == 0) {
            objects.add("release");
            write(directory, "release.yaml", BaseObjects.release(name));
        }
        write(directory, "deployment.yaml", BaseObjects.deployment(name));
        write(directory, "service.yaml", BaseObjects.service(name));
        write(directory, "ingress.yaml", BaseObjects.ingress(name));
        write(directory, "serviceaccount.yaml", BaseObjects.serviceAccount(name));
        write(directory, "networkpolicy.yaml", BaseObjects.networkPolicy(name));
        var resources = new StringBuilder("resources:\n");
        objects.forEach(object -> resources.append("- ").append(object).append(".yaml\n"));
        write(directory, "kustomization.yaml", resources.toString());
    }

    private static String overlay(int application) {
        return """
                namespace: team-%2$d
                resources:
                - ../../base/%1$s
                labels:
                - pairs: {team: team-%2$d}
                images:
                - name: registry.example/shop/%1$s
                  newTag: 1.%3$d.0
                configMapGenerator:
                - name: %1$s-settings
                  literals:
                  - DOMAIN=%1$s.${cluster_domain}
                  - REGION=${region}
                  - LOG_LEVEL=${log_level:=info}
                patches:
                - target:
                    kind: Deployment
                  patch: |
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: any
                    spec:
                      replicas: 3
                      template:
                        metadata:
                          annotations:
                            example.org/stage: ${stage}
                """.formatted(name(application), application / 10, application);
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), text);
    }
}
