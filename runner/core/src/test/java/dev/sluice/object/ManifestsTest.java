package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    @Test
    void readsTheObjectsOfAFile() {
        String text = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, namespace: shop}
                ---
                # nothing
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                """;

        List<Manifest> manifests = Manifests.read(text, "app.yaml");

        assertThat(manifests)
                .extracting(Manifest::toString)
                .containsExactly("ConfigMap/shop/a (app.yaml:1)", "Deployment/web (app.yaml:7)");
    }

    @Test
    void flattensListsAndKnowsTheLineOfEachItem() {
        String text = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Secret
                  metadata: {name: a}
                - apiVersion: v1
                  kind: ConfigMapList
                  items:
                    - apiVersion: v1
                      kind: ConfigMap
                      metadata: {name: b}
                ---
                apiVersion: v1
                kind: ConfigMapList
                items:
                """;

        List<Manifest> manifests = Manifests.read(text, "list.yaml");

        assertThat(manifests)
                .extracting(Manifest::toString)
                .containsExactly("Secret/a (list.yaml:4)", "ConfigMap/b (list.yaml:10)");
    }

    @Test
    void leavesKustomizesOwnFilesOut() {
        String text = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n";

        List<Manifest> manifests = Manifests.read(text, "kustomization.yaml");

        assertThat(manifests).isEmpty();
    }

    @Test
    void findsEveryMistakeOfEveryObjectWithItsLine() {
        String text = """
                apiVersion: v1
                kind: y
                metadata:
                  namespace: 1
                  labels: [a]
                ---
                - a
                ---
                metadata:
                  generateName: a-
                ---
                apiVersion: v1
                kind: List
                items:
                - metadata: x
                -
                """;

        InvalidInput failure = catchThrowableOfType(InvalidInput.class, () -> Manifests.read(text, "app.yaml"));

        assertThat(failure.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "app.yaml:2: kind must be a text, not a boolean",
                        "app.yaml:3: metadata.name is missing",
                        "app.yaml:4: metadata.namespace must be a text, not a number",
                        "app.yaml:5: metadata.labels must be a mapping, not a list",
                        "app.yaml:7: an object must be a mapping, not a list",
                        "app.yaml:9: apiVersion is missing",
                        "app.yaml:9: kind is missing",
                        "app.yaml:10: metadata.generateName cannot be applied",
                        "app.yaml:15: apiVersion is missing",
                        "app.yaml:15: kind is missing",
                        "app.yaml:15: metadata must be a mapping, not a text",
                        "app.yaml:16: an item of a list must be an object, not null");
    }

    @Test
    void writesWhatItReadsWithSortedKeys() {
        String text = "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {on: \"1\", b: 'x'}\n";

        String written = Manifests.write(Manifests.read(text + "---\n" + text, "app.yaml"));

        assertThat(written).isEqualTo("""
                        apiVersion: v1
                        data:
                          b: x
                          "true": "1"
                        kind: ConfigMap
                        metadata:
                          name: a
                        ---
                        apiVersion: v1
                        data:
                          b: x
                          "true": "1"
                        kind: ConfigMap
                        metadata:
                          name: a
                        """);
    }
}
