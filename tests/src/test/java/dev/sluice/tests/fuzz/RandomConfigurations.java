package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Random {@code configurations}, {@code crds} and {@code openapi}, mostly for objects that Kustomize does not know. */
final class RandomConfigurations {

    private static final List<String> KINDS = List.of("Widget", "Gadget", "Deployment", "ConfigMap", "Ingress");

    private final Chance chance;

    RandomConfigurations(Words words) {
        this.chance = words.chance();
    }

    /** The text of a file for {@code configurations}. */
    String configuration() {
        var configuration = map();
        if (chance.oneIn(2)) {
            configuration.put(
                    "nameReference",
                    list(
                            reference("ConfigMap", null, "spec/configRef", "spec/configRef/name"),
                            reference("Secret", "v1", "spec/secretName", "spec/secretName")));
        }
        if (chance.oneIn(3)) {
            configuration.put(
                    "nameReference", list(reference(chance.of(KINDS), null, "spec/serviceName", "spec/parts/name")));
        }
        for (String name : chance.some(
                List.of(
                        "commonLabels",
                        "labels",
                        "templateLabels",
                        "commonAnnotations",
                        "namePrefix",
                        "nameSuffix",
                        "namespace",
                        "images",
                        "replicas",
                        "varReference"),
                3)) {
            configuration.put(name, list(field()));
        }
        return Yaml.text(configuration);
    }

    private Map<String, Object> reference(String kind, @Nullable String version, String path, String other) {
        return map(
                "kind",
                kind,
                "version",
                version,
                "fieldSpecs",
                list(map(
                        "path",
                        chance.of(path, other),
                        "kind",
                        chance.oneIn(3) ? null : chance.of("Widget", "Gadget"))));
    }

    /** A field spec. */
    Map<String, Object> field() {
        return map(
                "path",
                chance.of(
                        "spec/image",
                        "spec/replicas",
                        "spec/selector/matchLabels",
                        "spec/parts/name",
                        "spec/parts[]/name",
                        "spec/parts[]/tags",
                        "metadata/annotations",
                        "metadata/name",
                        "spec/configRef/namespace",
                        "spec/serviceName",
                        "data/a",
                        "data/b.txt",
                        "spec/new/field",
                        "spec/template/spec/containers/image",
                        "metadata/labels"),
                "kind",
                chance.oneIn(5) ? null : chance.of(KINDS),
                "group",
                chance.oneIn(5) ? "example.com" : null,
                "version",
                chance.oneIn(8) ? "v1" : null,
                "create",
                chance.oneIn(2) ? chance.of("true", "false") : null);
    }

    /** The text of a file for {@code crds}. */
    String crds() {
        String reference = chance.of("configRef", "serviceName", "secretName", "image");
        var properties = map(
                reference,
                map(
                        "x-kubernetes-object-ref-api-version",
                        "v1",
                        "x-kubernetes-object-ref-kind",
                        chance.of("ConfigMap", "Secret", "Service"),
                        "x-kubernetes-object-ref-name-key",
                        chance.oneIn(3) ? "name" : null),
                "selector",
                chance.oneIn(3) ? map("x-kubernetes-label-selector", "\"\"", "type", "object") : null,
                "odd",
                chance.oneIn(3) ? map("x-kubernetes-annotation", "\"\"", "type", "object") : null);
        return Yaml.text(map(
                "github.com/example/v1.Widget",
                map(
                        "Schema",
                        map(
                                "properties",
                                map(
                                        "apiVersion",
                                        map("type", "string"),
                                        "kind",
                                        map("type", "string"),
                                        "metadata",
                                        map("type", "object"),
                                        "spec",
                                        map("$ref", "\"github.com/example/v1.WidgetSpec\""))),
                        "Dependencies",
                        list("github.com/example/v1.WidgetSpec")),
                "github.com/example/v1.WidgetSpec",
                map("Schema", map("properties", properties))));
    }

    /** The text of a file for {@code openapi}: a schema that gives lists of custom objects a key. */
    String schema() {
        var parts = map(
                "type",
                "array",
                "items",
                map("type", "object", "properties", map("name", map("type", "string"))),
                "x-kubernetes-patch-merge-key",
                "name",
                "x-kubernetes-patch-strategy",
                chance.of("merge", "merge,retainKeys", "replace"));
        return Yaml.flow(map(
                        "definitions",
                        map(
                                "v1.Widget",
                                map(
                                        "properties",
                                        map("spec", map("properties", map("parts", parts))),
                                        "type",
                                        "object",
                                        "x-kubernetes-group-version-kind",
                                        list(map("group", "example.com", "kind", "Widget", "version", "v1"))))))
                + "\n";
    }
}
