package dev.sluice.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A generated repository: every ten units are overlays of one base of seven objects; each has a namespace, a patch, an
 * image, a generated ConfigMap and variables, and depends on the one before it.
 *
 * @param units how many Kustomizations there are
 */
record RenderedRepository(int units) {

    private static final int UNITS_A_BASE = 10;
    private static final int OBJECTS_A_BASE = 7;

    /** Writes the files, entry {@code clusters/dev}; answers the directory. */
    Path writeTo(Path directory) throws IOException {
        for (int base = 0; base * UNITS_A_BASE < units; base++) {
            writeBase(directory.resolve("bases/base-" + base), base);
        }
        for (int unit = 0; unit < units; unit++) {
            write(directory.resolve("clusters/dev/unit-" + unit + ".yaml"), kustomization(unit));
            write(directory.resolve("apps/app-" + unit + "/kustomization.yaml"), overlay(unit));
        }
        return directory;
    }

    private static void writeBase(Path directory, int base) throws IOException {
        var resources = new StringBuilder("resources:\n");
        for (int i = 0; i < OBJECTS_A_BASE; i++) {
            write(directory.resolve("web-" + i + ".yaml"), deployment("web-" + base + "-" + i));
            resources.append("- web-").append(i).append(".yaml\n");
        }
        write(directory.resolve("kustomization.yaml"), resources.toString());
    }

    private static String kustomization(int unit) {
        String dependsOn = unit == 0 ? "[]" : "[{name: unit-" + (unit - 1) + "}]";
        return """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: unit-%1$d
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./apps/app-%1$d
                  prune: true
                  dependsOn: %2$s
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                  postBuild:
                    substitute:
                      stage: dev
                      host: app-%1$d.example.org
                """.formatted(unit, dependsOn);
    }

    private static String overlay(int unit) {
        return """
                namespace: app-%1$d
                resources:
                - ../../bases/base-%2$d
                images:
                - name: registry.example/shop/web
                  newTag: 1.%1$d.0
                configMapGenerator:
                - name: settings
                  literals:
                  - number=%1$d
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
                """.formatted(unit, unit / UNITS_A_BASE);
    }

    private static String deployment(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                  labels:
                    app: %1$s
                    stage: ${stage}
                spec:
                  replicas: 1
                  selector:
                    matchLabels: {app: %1$s}
                  template:
                    metadata:
                      labels: {app: %1$s}
                    spec:
                      containers:
                      - name: web
                        image: registry.example/shop/web:1.0
                        args: ["--host", "${host}"]
                        ports:
                        - containerPort: 8080
                        envFrom:
                        - configMapRef:
                            name: settings
                        resources:
                          limits: {memory: 512Mi}
                          requests: {cpu: 100m, memory: 256Mi}
                """.formatted(name);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
