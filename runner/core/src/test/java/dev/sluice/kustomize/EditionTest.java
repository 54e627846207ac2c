package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Manifests;
import org.junit.jupiter.api.Test;

/** In what kustomize-controller's Kustomize differs from the program; what comes out was observed at the controller's. */
class EditionTest {

    private static final String OBJECTS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: source
            data:
              value: "8080"
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: web-1
            data:
              json: '{"b":{"port":80,"host":"<old>"},"a":[{"name":"x","v":1}]}'
              pretty: |-
                {
                  "host": "old",
                  "e": {}
                }
              yaml: |
                server:
                  port: 80
                  host: old
              plain: hello
            """;

    @Test
    void replacesWithinATextThatIsJson() {
        String built = build(Edition.CONTROLLER, replacement("web-1", "data.json.b.host"));

        assertThat(built).contains("""
                  json: '{"a":[{"name":"x","v":1}],"b":{"host":"8080","port":80}}'
                """);
    }

    @Test
    void replacesAnElementOfAListWithinAText() {
        String built = build(Edition.CONTROLLER, replacement("web-1", "data.json.a.[name=x].v"));

        assertThat(built).contains("""
                  json: '{"a":[{"name":"x","v":8080}],"b":{"host":"\\u003cold\\u003e","port":80}}'
                """);
    }

    @Test
    void keepsTheLinesOfJson() {
        String built = build(Edition.CONTROLLER, replacement("web-1", "data.pretty.host"));

        assertThat(built).contains("""
                  pretty: |-
                    {
                      "e": {},
                      "host": "8080"
                    }
                """);
    }

    @Test
    void replacesWithinATextThatIsYaml() {
        String built = build(Edition.CONTROLLER, replacement("web-1", "data.yaml.server.port"));

        assertThat(built).contains("""
                  yaml: |-
                    server:
                      port: 8080
                      host: old
                """);
    }

    @Test
    void refusesAPathThatEndsInATextWithoutFields() {
        assertThatThrownBy(() -> build(Edition.CONTROLLER, replacement("web-1", "data.plain.host")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("data.plain.host");
    }

    @Test
    void hasNoFieldsInTextsForTheProgram() {
        assertThatThrownBy(() -> build(Edition.PROGRAM, replacement("web-1", "data.json.b.host")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("data.json.b.host");
    }

    @Test
    void selectsTargetsByRegularExpressions() {
        String built = build(Edition.CONTROLLER, replacement("web-.*", "data.plain"));

        assertThat(built).contains("  plain: \"8080\"\n");
    }

    @Test
    void selectsTargetsByTheirWholeNameForTheProgram() {
        String built = build(Edition.PROGRAM, replacement("web-.*", "data.plain"));

        assertThat(built).contains("  plain: hello\n");
    }

    @Test
    void acceptsAPatchOfNothingButAComment() {
        String kustomization = """
                resources: [objects.yaml]
                patches:
                - patch: "# nothing yet"
                """;

        assertThat(build(Edition.CONTROLLER, kustomization)).contains("name: web-1");
        assertThatThrownBy(() -> build(Edition.PROGRAM, kustomization)).isInstanceOf(InvalidInput.class);
    }

    /** The program forgets the built-in schemas where there is one of its own, and replaces the list. */
    @Test
    void mergesListsOfBuiltInTypesAlsoBesideAnotherSchema() {
        var tree = new MemoryTree()
                .with("web.yaml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web}
                        spec: {template: {spec: {containers: [{name: web, image: a}]}}}
                        """)
                .with("schema.json", "{\"definitions\": {}}")
                .with("kustomization.yaml", """
                        resources: [web.yaml]
                        openapi: {path: schema.json}
                        patches:
                        - patch: |-
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata: {name: web}
                            spec: {template: {spec: {containers: [{name: web, tty: true}]}}}
                        """);

        assertThat(build(Edition.CONTROLLER, tree)).contains("image: a", "tty: true");
        assertThat(build(Edition.PROGRAM, tree)).contains("tty: true").doesNotContain("image: a");
    }

    private static String replacement(String name, String path) {
        return """
                resources: [objects.yaml]
                replacements:
                - source: {kind: ConfigMap, name: source, fieldPath: data.value}
                  targets:
                  - select: {kind: ConfigMap, name: %s}
                    fieldPaths: ['%s']
                """.formatted(name, path);
    }

    private static String build(Edition edition, String kustomization) {
        return build(edition, new MemoryTree().with("objects.yaml", OBJECTS).with("kustomization.yaml", kustomization));
    }

    private static String build(Edition edition, MemoryTree tree) {
        var options = KustomizeOptions.defaults().with(Reorder.NONE).with(edition);
        return Manifests.write(new Kustomize(options).build(tree, "").manifests());
    }
}
