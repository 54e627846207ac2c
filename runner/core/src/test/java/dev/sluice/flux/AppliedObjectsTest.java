package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppliedObjectsTest {

    @Test
    void areTheItemsOfListsAndNoFilesOfKustomize() {
        List<Manifest> built = built("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Secret, metadata: {name: a}}
                ---
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                metadata: {name: b}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: c}
                """);

        List<Manifest> applied = AppliedObjects.of(built);

        assertThat(applied)
                .extracting(Manifest::toString)
                .containsExactly("Secret/a (all.yaml:1)", "ConfigMap/c (all.yaml:10)");
    }

    /** A variable made it a number; Flux: "Object 'Kind' is missing". */
    @Test
    void areRefusedWhereTheirKindIsNoText() {
        ObjectNode content = built("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")
                .get(0)
                .content();
        Manifest manifest = Manifest.of(content.deepCopy().put("kind", 5), new Origin("all.yaml", 1));

        assertThat(Fixtures.refused(() -> AppliedObjects.of(List.of(manifest))))
                .singleElement()
                .asString()
                .contains("all.yaml:1", "kind is missing, or is no text");
    }

    /** Go's JSON knows no larger ones. */
    @Test
    void haveWholeNumbersOfSixtyFourBits() {
        List<Manifest> built = built("""
                apiVersion: example.com/v1
                kind: Widget
                metadata: {name: a}
                spec: {large: 12345678901234567890, small: 9223372036854775807}
                """);

        Manifest applied = AppliedObjects.of(built).get(0);

        assertThat(applied.content().path("spec"))
                .hasToString("{\"large\":1.2345678901234567E19,\"small\":9223372036854775807}");
    }

    @Test
    void areRefusedWhereAnItemIsNoObject() {
        List<Manifest> built = built("""
                apiVersion: example.com/v1
                kind: Basket
                metadata: {name: a}
                items: [apple, {apiVersion: v1, kind: Secret, metadata: {name: a}}, null]
                """);

        assertThat(Fixtures.refused(() -> AppliedObjects.of(built)))
                .containsExactly(
                        "all.yaml:1: Basket/a: an item of a list must be an object",
                        "all.yaml:1: Basket/a: an item of a list must be an object");
    }

    private static List<Manifest> built(String yaml) {
        return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(yaml, "all.yaml").stream()
                        .map(document -> Manifest.of((ObjectNode) document.content(), document.origin()))
                        .toList();
    }
}
