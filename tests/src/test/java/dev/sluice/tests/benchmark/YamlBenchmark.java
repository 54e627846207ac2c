package dev.sluice.tests.benchmark;

import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import dev.sluice.object.YamlWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;

/**
 * Reading and writing of YAML beside the library's own loader, as ratios within one run: each candidate takes turns
 * on the same text, and the median of its turns counts.
 */
public final class YamlBenchmark {

    private static final int DEPLOYMENTS = 150;
    private static final int TURNS = 40;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private YamlBenchmark() {}

    public static void main(String[] arguments) {
        String text = manifests(DEPLOYMENTS);
        String larger = manifests(DEPLOYMENTS * 8);
        List<YamlDocument> documents = new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED).read(text, "bench.yaml");
        Map<String, Runnable> candidates = new LinkedHashMap<>();
        candidates.put("snakeyaml-engine Load", () -> load(text));
        candidates.put("snakeyaml-engine events only", () -> events(text));
        candidates.put("YamlReader, Kubernetes", () -> read(text, Dialect.KUBERNETES));
        candidates.put("YamlReader, kyaml", () -> read(text, Dialect.KYAML));
        candidates.put("Manifests.read", () -> count(Manifests.read(text, "bench.yaml")));
        candidates.put("YamlWriter", () -> documents.forEach(document -> YamlWriter.write(document.content())));
        candidates.put("YamlReader, 8 times the text", () -> read(larger, Dialect.KUBERNETES));
        print(System.out, text.length(), medians(candidates));
    }

    private static Map<String, Double> medians(Map<String, Runnable> candidates) {
        Map<String, List<Long>> turns = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            candidates.forEach((name, candidate) -> {
                long start = System.nanoTime();
                candidate.run();
                turns.computeIfAbsent(name, key -> new ArrayList<>()).add(System.nanoTime() - start);
            });
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        turns.forEach((name, times) -> medians.put(name, median(times.subList(TURNS / 2, TURNS))));
        return medians;
    }

    private static double median(List<Long> nanoseconds) {
        long[] sorted = nanoseconds.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }

    private static void print(PrintStream out, int characters, Map<String, Double> medians) {
        double base = medians.values().iterator().next();
        out.printf("%d kB of manifests, medians of %d warm turns%n", characters / 1000, TURNS / 2);
        medians.forEach((name, milliseconds) ->
                out.printf("%-32s %8.2f ms %6.2f x%n", name, milliseconds, milliseconds / base));
    }

    private static void load(String text) {
        for (Object document : new Load(SETTINGS).loadAllFromString(text)) {
            consume(document);
        }
    }

    private static void events(String text) {
        new Parse(SETTINGS).parseString(text).forEach(YamlBenchmark::consume);
    }

    private static void read(String text, Dialect dialect) {
        consume(new YamlReader(dialect, Duplicates.REFUSED).read(text, "bench.yaml"));
    }

    private static void count(List<Manifest> manifests) {
        if (manifests.size() != DEPLOYMENTS) {
            throw new IllegalStateException("objects were lost");
        }
    }

    private static void consume(Object value) {
        if (value == null) {
            throw new IllegalStateException("nothing was read");
        }
    }

    private static String manifests(int deployments) {
        var text = new StringBuilder();
        for (int i = 0; i < deployments; i++) {
            text.append("---\n").append("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web-%1$d
                  namespace: shop
                  labels:
                    app.kubernetes.io/name: web
                    app.kubernetes.io/version: "1.%1$d"
                  annotations:
                    example.org/description: "the shop's front end: number %1$d"
                spec:
                  replicas: 3
                  selector:
                    matchLabels: {app: web}
                  template:
                    metadata:
                      labels: {app: web}
                    spec:
                      containers:
                        - name: web
                          image: registry.example/shop/web:1.%1$d.0
                          imagePullPolicy: IfNotPresent
                          ports:
                            - name: http
                              containerPort: 8080
                              protocol: TCP
                          env:
                            - name: JAVA_OPTS
                              value: -Xmx256m -XX:+UseSerialGC
                            - name: MESSAGE
                              value: 'good morning'
                          resources:
                            limits: {cpu: "2", memory: 512Mi}
                            requests: {cpu: 100m, memory: 256Mi}
                          args:
                            - |
                              # started by the entry point
                              exec java -jar /app/web.jar --port 8080
                          livenessProbe:
                            httpGet:
                              path: /healthz
                              port: http
                            periodSeconds: 10
                """.formatted(i));
        }
        return text.toString();
    }
}
