package dev.sluice.tests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import java.util.ArrayList;
import java.util.List;

/** Objects that nothing happens to once they are there: a quarter each ConfigMaps, Secrets, Services, ServiceAccounts. */
final class PlainObjects {

    private static final List<String> KINDS = List.of("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: object-%1$d, namespace: %2$s, labels: {app: object-%1$d}}
            data:
              application.properties: |
                server.port=8080
                message=hello %1$d
              log.level: info
            """, """
            apiVersion: v1
            kind: Secret
            metadata: {name: object-%1$d, namespace: %2$s, labels: {app: object-%1$d}}
            stringData: {password: "open-sesame-%1$d"}
            """, """
            apiVersion: v1
            kind: Service
            metadata: {name: object-%1$d, namespace: %2$s, labels: {app: object-%1$d}}
            spec:
              clusterIP: None
              selector: {app: object-%1$d}
              ports: [{name: http, port: 80, targetPort: http, protocol: TCP}]
            """, """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: object-%1$d, namespace: %2$s, labels: {app: object-%1$d}}
            automountServiceAccountToken: false
            """);

    private PlainObjects() {}

    static String yaml(int count, String namespace) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("---\n").append(KINDS.get(i % KINDS.size()).formatted(i, namespace));
        }
        return text.toString();
    }

    static List<JsonNode> json(int count, String namespace) {
        var objects = new ArrayList<JsonNode>();
        for (Manifest manifest : Manifests.read(yaml(count, namespace), "objects.yaml")) {
            objects.add(manifest.content());
        }
        return objects;
    }
}
