package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Collects the objects of a file: flattens lists, leaves Kustomize's own configuration out and finds what cannot be an
 * object. Source of the rules: {@code ReadObjects} in {@code fluxcd/pkg/ssa/utils}, {@code Unstructured.IsList}, and
 * {@code inlineAnyEmbeddedLists} in {@code kustomize/api/resource/factory.go}.
 */
final class ObjectList {

    private static final List<String> TEXTS = List.of("apiVersion", "kind");

    private final String text;
    private final List<Problem> problems;
    private final List<Manifest> manifests = new ArrayList<>();
    private @Nullable FieldLocator locator;

    ObjectList(String text, List<Problem> problems) {
        this.text = text;
        this.problems = problems;
    }

    List<Manifest> manifests() {
        return List.copyOf(manifests);
    }

    /** Takes a document, a list of objects too; an empty document is nothing. */
    void add(JsonNode content, Origin origin) {
        if (content.isNull()) {
            return;
        }
        if (!(content instanceof ObjectNode object)) {
            String what = "an object must be a mapping, not " + described(content);
            problems.add(new Problem(origin.toString(), what, "a manifest begins with apiVersion and kind"));
            return;
        }
        JsonNode items = object.path("items");
        if (items.isArray() || (items.isNull() && object.path("kind").asText().endsWith("List"))) {
            for (int i = 0; i < items.size(); i++) {
                addItem(items.get(i), locate(origin, List.of("items", Integer.toString(i))));
            }
            return;
        }
        if (isKustomization(object)) {
            return;
        }
        int before = problems.size();
        check(object, origin);
        if (problems.size() == before) {
            manifests.add(Manifest.of(object, origin));
        }
    }

    private void addItem(JsonNode item, Origin origin) {
        if (item.isNull()) {
            problems.add(Problem.of(origin.toString(), "an item of a list must be an object, not null"));
            return;
        }
        add(item, origin);
    }

    private void check(ObjectNode object, Origin origin) {
        for (String field : TEXTS) {
            checkText(object.path(field), field, origin, List.of(field), true);
        }
        JsonNode metadata = object.path("metadata");
        if (!metadata.isObject() && !metadata.isMissingNode() && !metadata.isNull()) {
            problem(origin, List.of("metadata"), "metadata must be a mapping, not " + described(metadata), null);
            return;
        }
        if (!metadata.hasNonNull("name") && metadata.hasNonNull("generateName")) {
            String hint = "give the object a metadata.name: a generated one is another one in every run";
            problem(origin, List.of("metadata", "generateName"), "metadata.generateName cannot be applied", hint);
        } else {
            checkText(metadata.path("name"), "metadata.name", origin, List.of("metadata", "name"), true);
        }
        checkText(metadata.path("namespace"), "metadata.namespace", origin, List.of("metadata", "namespace"), false);
        checkTexts(metadata.path("labels"), "labels", origin);
        checkTexts(metadata.path("annotations"), "annotations", origin);
    }

    private void checkText(JsonNode value, String name, Origin origin, List<String> path, boolean required) {
        boolean missing = value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isEmpty());
        if (missing && required) {
            problem(origin, path, name + " is missing", null);
        } else if (!missing && !value.isTextual()) {
            problem(origin, path, name + " must be a text, not " + described(value), "quote the value");
        }
    }

    private void checkTexts(JsonNode values, String name, Origin origin) {
        if (!values.isObject() && !values.isMissingNode() && !values.isNull()) {
            String what = "metadata." + name + " must be a mapping, not " + described(values);
            problem(origin, List.of("metadata", name), what, null);
        }
    }

    private void problem(Origin origin, List<String> path, String what, @Nullable String hint) {
        problems.add(new Problem(locate(origin, path).toString(), what, hint));
    }

    private Origin locate(Origin origin, List<String> path) {
        if (locator == null) {
            locator = FieldLocator.of(text, origin.file());
        }
        return locator.locate(origin, path);
    }

    private static boolean isKustomization(ObjectNode object) {
        return object.path("kind").asText().toLowerCase(Locale.ROOT).equals("kustomization")
                && object.path("apiVersion").asText().startsWith("kustomize.config.k8s.io/");
    }

    private static String described(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "a mapping";
            case STRING, BINARY -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "nothing";
        };
    }
}
