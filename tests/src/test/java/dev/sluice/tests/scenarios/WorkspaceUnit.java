package dev.sluice.tests.scenarios;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of units whose source is the workspace itself, under the names that a {@link ClusterScene} fills in. */
final class WorkspaceUnit {

    private WorkspaceUnit() {}

    /** A Kustomization of the directory that is called as it is. */
    static String named(String name) {
        return named(name, "");
    }

    /** The same with more fields of its spec, a line each. */
    static String named(String name, String more) {
        return """
                -- clusters/cluster01/<name>.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: <name>
                  namespace: ${fleet}
                spec:
                  interval: 10m
                  path: ./<name>
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                    namespace: flux-system
                """.replace("<name>", name) + more.indent(2);
    }

    /** One file of a unit. */
    static String objects(String name, String yaml) {
        return "-- " + name + "/objects.yaml --\n" + yaml;
    }

    /** ConfigMaps {@code number-N} of a unit, each of which says the value. */
    static String configMaps(String name, IntStream numbers, String value) {
        return objects(
                name,
                numbers.mapToObj(number -> configMap("number-" + number, value)).collect(Collectors.joining("---\n")));
    }

    static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                  namespace: ${apps}
                data:
                  value: %s
                """.formatted(name, value);
    }
}
