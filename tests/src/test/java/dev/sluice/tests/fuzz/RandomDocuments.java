package dev.sluice.tests.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Random texts of a file of manifests: documents, and what people and editors put around and between them. */
final class RandomDocuments {

    private static final List<String> STRAY = List.of(
            "",
            "# only a comment\n",
            "{}\n",
            "[]\n",
            "null\n",
            "~\n",
            "just a text\n",
            "42\n",
            "- a\n- b\n",
            "replicas: 2\nimage: x\n",
            "kind: Widget\n",
            "apiVersion: v1\nkind: ConfigMap\n",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n",
            "apiVersion: v1\nmetadata: {name: x}\n",
            "kind: ConfigMap\nmetadata: {name: x}\n",
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: x}\n",
            "apiVersion: v1\nkind: List\nitems: []\n",
            "apiVersion: v1\nkind: List\nmetadata: {name: l}\n",
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: in-list}\n",
            "apiVersion: v1\nkind: ConfigMapList\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: in-list-2}\n- 1\n",
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: deep}\n",
            "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nitems: []\n",
            "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w2}\nitems:\n- a\n",
            "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w3}\nitems:\n  a: b\n",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: 5\n",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ''\n",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: y\n",
            "a: {{ .Values.x }}\n",
            "a: b: c\n",
            "\tkey: tab\n",
            "a: &x 1\nb: *x\n",
            "b: *nothing\n",
            "a: !tag {}\n",
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"json\"}}\n",
            "? complex\n: key\n",
            "%YAML 1.1\n---\na: b\n",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: dup\n  name: dup2\n",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x-}\n",
            "kind: List\nitems: null\n");

    private static final List<String> BETWEEN = List.of(
            "---\n",
            "---\n",
            "---\n",
            "--- \n",
            "--- # next\n",
            "\n---\n\n",
            "---\n---\n",
            "---\n# c\n---\n",
            "--- # a\n# b\n---\n",
            "---\r\n");

    private final Chance chance;
    private final RandomObjects objects;

    RandomDocuments(Chance chance) {
        this(new Words(chance));
    }

    RandomDocuments(Words words) {
        chance = words.chance();
        objects = new RandomObjects(words);
    }

    /** Objects only, in one of the ways in which people write them. */
    String objects(int most) {
        var documents = new ArrayList<String>();
        for (int count = chance.between(1, most + 1); count > 0; count--) {
            documents.add(chance.oneIn(12) ? Yaml.flow(objects.next()) + "\n" : Yaml.text(objects.next()));
        }
        return edited(documents.stream().collect(Collectors.joining(chance.of("---\n", "---\n", "--- # next\n\n"))));
    }

    /** Anything that may stand in a file of objects; what Kustomize writes ends with a line feed. */
    String lines() {
        return stream() + "\n";
    }

    /** Anything that may stand in a file. */
    String stream() {
        var text = new StringBuilder(chance.oneIn(3) ? chance.of(BETWEEN) : "");
        for (int count = chance.between(1, 5); count > 0; count--) {
            text.append(chance.oneIn(3) ? Yaml.text(objects.next()) : chance.of(STRAY));
            text.append(count > 1 || chance.oneIn(4) ? chance.of(BETWEEN) : "");
        }
        return edited(text.toString());
    }

    /** What is in most files no object. */
    String stray() {
        return chance.of(STRAY);
    }

    private String edited(String text) {
        return switch (chance.between(0, 25)) {
            case 0 -> text.replace("\n", "\r\n");
            case 1 -> "\uFEFF" + text;
            case 2 -> text + "---\n";
            case 3 -> "# first\n---\n" + text;
            case 4 -> text.stripTrailing();
            case 5 -> "\n\n" + text + "\n\n";
            case 6 -> text.replaceFirst("\nmetadata:\n", "\n# about it\nmetadata: # here\n");
            default -> text;
        };
    }
}
