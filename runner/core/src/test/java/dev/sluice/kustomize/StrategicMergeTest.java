package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import dev.sluice.object.YamlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergeTest {

    private static final String POD = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: ";

    private static ObjectNode yaml(String text) {
        return (ObjectNode) new YamlReader(Dialect.KYAML, Duplicates.REFUSED)
                .read(text, "test")
                .get(0)
                .content();
    }

    private static String merged(String object, String patch) {
        ObjectNode merged = new StrategicMerge(Schemas.builtIn()).merge(yaml(patch), yaml(object));
        return merged == null ? "null" : YamlWriter.write(merged);
    }

    private static String mergedSpec(String object, String patch) {
        ObjectNode merged =
                new StrategicMerge(Schemas.builtIn()).merge(yaml(POD + patch + "}"), yaml(POD + object + "}"));
        return merged == null ? "null" : String.valueOf(merged.get("spec"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{containers: [{name: a, image: x}]} | {containers: [{name: b}]}"
                        + " | {\"containers\":[{\"name\":\"b\"},{\"name\":\"a\",\"image\":\"x\"}]}",
                "{containers: [{name: a, image: x}]} | {containers: [{name: a, image: y}]}"
                        + " | {\"containers\":[{\"name\":\"a\",\"image\":\"y\"}]}",
                "{containers: [{name: a}, {name: b}]} | {containers: [{name: a, $patch: delete}]}"
                        + " | {\"containers\":[{\"name\":\"b\"}]}",
                "{containers: [{name: a}]} | {containers: [{name: b}, {$patch: replace}]}"
                        + " | {\"containers\":[{\"name\":\"b\"}]}",
                "{nodeSelector: {a: b}} | {nodeSelector: {a: null, c: d}} | {\"nodeSelector\":{\"c\":\"d\"}}",
                "{nodeSelector: {a: b}} | {nodeSelector: {$patch: replace, c: d}} | {\"nodeSelector\":{\"c\":\"d\"}}",
                "{tolerations: [{key: a}]} | {tolerations: [{key: b}]} | {\"tolerations\":[{\"key\":\"b\"}]}"
            })
    void followsTheSchema(String object, String patch, String expected) {
        assertThat(mergedSpec(object, patch)).isEqualTo(expected);
    }

    @Test
    void replacesListsOfUnknownTypes() {
        String merged = merged(
                "{apiVersion: shop/v1, kind: Order, items: [{name: a}]}",
                "{apiVersion: shop/v1, kind: Order, items: [{name: b}]}");

        assertThat(merged).isEqualTo("apiVersion: shop/v1\nitems:\n- name: b\nkind: Order\n");
    }

    @Test
    void deletesTheWholeObject() {
        assertThat(merged(POD + "{}}", "{$patch: delete}")).isEqualTo("null");
    }

    @Test
    void refusesAMappingInPlaceOfAList() {
        assertThatThrownBy(() -> mergedSpec("{containers: [{name: a}]}", "{containers: {name: a}}"))
                .isInstanceOf(BuildException.class)
                .hasMessage("the patch has a mapping at spec.containers where the object has a list");
    }
}
