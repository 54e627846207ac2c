package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Which objects of a build are applied: what {@code ReadObjects} of fluxcd/pkg {@code ssa/utils/object.go} reads. */
public final class AppliedObjects {

    private AppliedObjects() {}

    /**
     * The objects in their order, with the items of lists; without what is no object, and Kustomize's own files.
     *
     * @throws InvalidInput naming every object whose kind is no text, and every list of which an item is no object
     */
    public static List<Manifest> of(List<Manifest> built) {
        var problems = new ArrayList<Problem>();
        var objects = new ArrayList<Manifest>();
        for (Manifest given : built) {
            Manifest manifest = read(given);
            if (!isSet(manifest.content().path("kind"))) {
                problems.add(kindless(manifest));
                continue;
            }
            // Whatever has items is a list: Unstructured.IsList.
            if (manifest.content().path("items").isArray()) {
                addItems(manifest, objects, problems);
            } else if (isObject(manifest.content()) && !isKustomizeFile(manifest)) {
                objects.add(manifest);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return List.copyOf(objects);
    }

    private static Problem kindless(Manifest manifest) {
        return FieldProblem.of(
                manifest,
                "kind",
                "kind is missing, or is no text",
                "for a variable: ${quote}${kind}${quote} with quote: '\"'");
    }

    /** Go's JSON has whole numbers of 64 bits; what is larger becomes a {@code float64}. */
    private static Manifest read(Manifest built) {
        return hasLargeNumber(built.content()) ? built.with((ObjectNode) asFloats(built.content())) : built;
    }

    private static boolean hasLargeNumber(JsonNode value) {
        if (value.isContainerNode()) {
            return StreamSupport.stream(value.spliterator(), false).anyMatch(AppliedObjects::hasLargeNumber);
        }
        return value.isIntegralNumber() && !value.canConvertToLong();
    }

    private static JsonNode asFloats(JsonNode value) {
        if (value instanceof ObjectNode mapping) {
            ObjectNode result = mapping.objectNode();
            mapping.properties().forEach(entry -> result.set(entry.getKey(), asFloats(entry.getValue())));
            return result;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode result = list.arrayNode(list.size());
            list.forEach(each -> result.add(asFloats(each)));
            return result;
        }
        return hasLargeNumber(value) ? DoubleNode.valueOf(value.doubleValue()) : value;
    }

    private static void addItems(Manifest list, List<Manifest> objects, List<Problem> problems) {
        JsonNode items = list.content().path("items");
        for (int index = 0; index < items.size(); index++) {
            if (items.get(index) instanceof ObjectNode content) {
                objects.add(list.with(content));
            } else {
                problems.add(FieldProblem.of(
                        list,
                        "items[" + index + "]",
                        "an item of a list must be an object",
                        "whatever has a list of items at its top is read as a list of objects"));
            }
        }
    }

    static boolean isObject(JsonNode content) {
        return isSet(content.path("apiVersion"))
                && isSet(content.path("kind"))
                && isSet(content.path("metadata").path("name"));
    }

    private static boolean isSet(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty();
    }

    private static boolean isKustomizeFile(Manifest manifest) {
        return manifest.id().group().equals("kustomize.config.k8s.io")
                && manifest.id().kind().toLowerCase(Locale.ROOT).equals("kustomization");
    }
}
