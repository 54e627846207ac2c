package dev.sluice.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** Kustomizations of any size, each of which asks for one thing as often as it has objects. */
enum KustomizeShape {
    PLAIN {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(directory, deployments(objects), "");
        }
    },
    NAMES_AND_LABELS {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(directory, deployments(objects), NAMES);
        }
    },
    ONE_GENERATED_FOR_ALL {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(directory, deployments(objects), """
                    namePrefix: shop-
                    configMapGenerator:
                    - {name: settings, literals: [stage=dev]}
                    """);
        }
    },
    REFERENCES_OF_EACH {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory,
                    repeated(objects / 3, number -> OWN.formatted(number) + deployment(number, "settings-" + number)),
                    NAMES);
        }
    },
    MERGE_PATCHES_BY_NAME {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory, deployments(objects), "patches:\n" + repeated(objects, number -> """
                    - patch: |
                        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web-%d}, spec: {replicas: 3}}
                    """.formatted(number)));
        }
    },
    MERGE_PATCHES_BY_TARGET {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory, deployments(objects), "patches:\n" + repeated(objects, number -> """
                    - target: {kind: Deployment, name: web-%d}
                      patch: |
                        {apiVersion: apps/v1, kind: Deployment, metadata: {name: any}, spec: {replicas: 3}}
                    """.formatted(number)));
        }
    },
    JSON_PATCHES_BY_TARGET {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory, deployments(objects), "patches:\n" + repeated(objects, number -> """
                    - target: {kind: Deployment, name: web-%d}
                      patch: |
                        - {op: replace, path: /spec/replicas, value: 3}
                    """.formatted(number)));
        }
    },
    JSON_PATCHES_BY_EXPRESSION {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory, deployments(objects), "patches:\n" + repeated(objects, number -> """
                    - target: {kind: Deployment, name: "web-%d(-.*)?"}
                      patch: |
                        - {op: replace, path: /spec/replicas, value: 3}
                    """.formatted(number)));
        }
    },
    LEGACY_MERGE_PATCHES {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory,
                    deployments(objects),
                    "patchesStrategicMerge:\n" + repeated(objects, number -> """
                    - |
                      {apiVersion: apps/v1, kind: Deployment, metadata: {name: web-%d}, spec: {replicas: 3}}
                    """.formatted(number)));
        }
    },
    TARGETS_OF_ONE_REPLACEMENT {
        @Override
        void write(Path directory, int objects) throws IOException {
            String targets = repeated(objects, number -> """
                      - select: {kind: Deployment, name: web-%d}
                        fieldPaths: [spec.template.spec.serviceAccountName]
                        options: {create: true}
                    """.formatted(number));
            writeFiles(directory, deployments(objects), """
                    replacements:
                    - source: {kind: Deployment, name: web-0}
                      targets:
                    """ + targets);
        }
    },
    REPLACEMENTS {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory,
                    deployments(objects),
                    "replacements:\n" + repeated(objects, number -> """
                    - source: {kind: Deployment, name: web-%1$d}
                      targets:
                      - select: {kind: Deployment, name: web-%1$d}
                        fieldPaths: [spec.template.spec.serviceAccountName]
                        options: {create: true}
                    """.formatted(number)));
        }
    },
    GENERATORS {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(directory, deployments(1), generators(objects, ""));
        }
    },
    GENERATORS_THAT_MERGE {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(directory.resolve("base"), deployments(1), generators(objects, ""));
            Files.writeString(
                    directory.resolve(KUSTOMIZATION), "resources: [base]\n" + generators(objects, ", behavior: merge"));
        }
    },
    VARIABLES {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory,
                    deployments(objects),
                    "namePrefix: shop-\nvars:\n" + repeated(objects, number -> """
                    - name: WEB_%1$d
                      objref: {apiVersion: apps/v1, kind: Deployment, name: web-%1$d}
                    """.formatted(number)));
        }
    },
    REPLICAS {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory,
                    deployments(objects),
                    "replicas:\n" + repeated(objects, number -> """
                    - {name: web-%d, count: 3}
                    """.formatted(number)));
        }
    },
    BASES {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeBases(directory, objects, base -> base * OBJECTS_OF_A_BASE);
        }
    },
    BASES_WITH_THE_SAME_NAMES {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeBases(directory, objects, base -> 0);
        }
    },
    FILES {
        @Override
        void write(Path directory, int objects) throws IOException {
            Files.createDirectories(directory);
            for (int number = 0; number < objects; number++) {
                Files.writeString(directory.resolve("web-" + number + ".yaml"), deployment(number));
            }
            Files.writeString(
                    directory.resolve(KUSTOMIZATION),
                    "resources:\n" + repeated(objects, number -> "- web-" + number + ".yaml\n"));
        }
    },
    ORIGINS {
        @Override
        void write(Path directory, int objects) throws IOException {
            writeFiles(
                    directory,
                    deployments(objects),
                    NAMES + "buildMetadata: [originAnnotations, transformerAnnotations]\n");
        }
    },
    /** Something of everything that kustomizations usually have. */
    EVERYTHING {
        @Override
        void write(Path directory, int objects) throws IOException {
            String patches = repeated(25, number -> """
                    - target: {kind: Deployment, name: web-%1$d}
                      patch: |
                        - {op: replace, path: /spec/replicas, value: 3}
                    - patch: |
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web-1%1$d}
                        spec: {template: {spec: {containers: [{name: web, env: [{name: STAGE, value: dev}]}]}}}
                    """.formatted(number));
            writeFiles(directory, deployments(objects), NAMES + """
                    images:
                    - {name: registry.example/shop/web, newTag: 2.0.0}
                    configMapGenerator:
                    - {name: settings, literals: [stage=dev]}
                    - {name: more, literals: [colour=blue]}
                    secretGenerator:
                    - {name: password, literals: [password=open-sesame]}
                    replacements:
                    - source: {kind: ConfigMap, name: more, fieldPath: data.colour}
                      targets:
                      - select: {kind: Deployment}
                        fieldPaths: ["metadata.annotations.[example.org/colour]"]
                        options: {create: true}
                    patches:
                    """ + patches);
        }
    };

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final int OBJECTS_OF_A_BASE = 10;
    private static final String NAMES = """
            namespace: shop
            namePrefix: shop-
            labels:
            - includeSelectors: true
              pairs: {team: shop}
            """;
    private static final String OWN = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings-%1$d}
            data: {stage: dev}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web-%1$d}
            spec:
              selector: {app: web-%1$d}
              ports: [{name: http, port: 80, targetPort: http}]
            """;
    private static final String DEPLOYMENT = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web-%1$d
            spec:
              replicas: 1
              selector:
                matchLabels: {app: web-%1$d}
              template:
                metadata:
                  labels: {app: web-%1$d}
                spec:
                  containers:
                  - name: web
                    image: registry.example/shop/web:1.0.%1$d
                    args: [--name, $(WEB_%1$d)]
                    ports: [{containerPort: 8080}]
                    envFrom:
                    - configMapRef: {name: %2$s}
            """;

    /** Writes the kustomization, about which so many objects are. */
    abstract void write(Path directory, int objects) throws IOException;

    /** The name as a person reads it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void writeFiles(Path directory, String resources, String rest) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("objects.yaml"), resources);
        Files.writeString(directory.resolve(KUSTOMIZATION), "resources: [objects.yaml]\n" + rest);
    }

    /** Each with a prefix of its own and with objects that name one another. */
    private static void writeBases(Path directory, int objects, IntUnaryOperator first) throws IOException {
        int bases = objects / OBJECTS_OF_A_BASE;
        for (int base = 0; base < bases; base++) {
            int number = first.applyAsInt(base);
            writeFiles(
                    directory.resolve("base-" + base),
                    repeated(OBJECTS_OF_A_BASE - 1, index -> deployment(number + index))
                            + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}\n",
                    "namePrefix: base-" + base + "-\n");
        }
        Files.writeString(
                directory.resolve(KUSTOMIZATION),
                NAMES + "resources:\n" + repeated(bases, base -> "- base-" + base + "\n"));
    }

    private static String deployments(int count) {
        return repeated(count, KustomizeShape::deployment);
    }

    private static String deployment(int number) {
        return deployment(number, "settings");
    }

    private static String deployment(int number, String settings) {
        return DEPLOYMENT.formatted(number, settings);
    }

    private static String generators(int count, String options) {
        return "configMapGenerator:\n" + repeated(count, number -> """
                - {name: settings-%d, literals: [stage=dev]%s}
                """.formatted(number, options));
    }

    private static String repeated(int count, IntFunction<String> text) {
        var all = new StringBuilder();
        for (int number = 0; number < count; number++) {
            all.append(text.apply(number));
        }
        return all.toString();
    }
}
