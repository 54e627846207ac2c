package dev.sluice.tests.scenarios;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workspace with one unit of many small objects: enough that a run can be stopped in the middle of applying them. */
final class ManyObjects {

    private ManyObjects() {}

    /** The files, with ConfigMaps numbered from 0 to the count. */
    static String files(int count) {
        return """
                -- clusters/dev/many.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: many
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./many
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                -- many/objects.yaml --
                """ + IntStream.range(0, count).mapToObj(ManyObjects::one).collect(Collectors.joining("---\n"));
    }

    private static String one(int number) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: number-%1$d
                  namespace: default
                data:
                  number: "%1$d"
                """.formatted(number);
    }
}
