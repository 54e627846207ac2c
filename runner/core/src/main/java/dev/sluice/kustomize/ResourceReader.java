package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of documents: lists are taken apart, and what has no kind or name is refused. After kustomize's
 * {@code api/resource/factory.go} and {@code kyaml/kio/byteio_reader.go}.
 */
final class ResourceReader {

    /** @param path where it stands in its document, through the lists around it; empty for the document itself */
    private record Item(JsonNode content, Origin origin, Origin document, List<String> path) {}

    private final String text;
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable FieldLocator locator;

    /** @param text what the documents were read from: items of lists are told with lines of their own */
    ResourceReader(String text) {
        this.text = text;
    }

    /**
     * @throws InvalidInput with every mistake
     */
    List<Resource> read(List<YamlDocument> documents) {
        var queue = new ArrayDeque<Item>();
        for (YamlDocument document : documents) {
            queue.addAll(unwrapped(document, documents.size() == 1));
        }
        queue.removeIf(item -> Nodes.isEmpty(item.content()));
        queue.forEach(this::check);
        var resources = new ArrayList<Resource>();
        while (!queue.isEmpty()) {
            Item item = queue.remove();
            List<Item> inner = problems.isEmpty() ? innerItems(item) : null;
            if (inner == null) {
                addTo(resources, item);
                continue;
            }
            inner.stream().filter(each -> !Nodes.isEmpty(each.content())).forEach(each -> {
                check(each);
                queue.add(each);
            });
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return resources;
    }

    private void addTo(List<Resource> resources, Item item) {
        if (!(item.content() instanceof ObjectNode object)) {
            return;
        }
        if (!object.has("metadata")) {
            // Where it has notes in annotations, kustomize leaves the empty metadata behind.
            object.putObject("metadata");
        }
        var resource = new Resource(object, item.origin());
        try {
            BuildAnnotations.take(resource);
        } catch (BuildException e) {
            problems.add(Problem.of(item.origin().toString(), e.what()));
        }
        resources.add(resource);
    }

    private List<Item> unwrapped(YamlDocument document, boolean alone) {
        JsonNode content = document.content();
        String kind = Nodes.text(content.path("kind"));
        boolean wraps = alone
                && (kind.equals("List") || kind.equals("ResourceList"))
                && (content.has("items") || content.has("functionConfig"));
        if (!wraps) {
            return List.of(new Item(content, document.origin(), document.origin(), List.of()));
        }
        var list = new Item(content, document.origin(), document.origin(), List.of());
        return items(list, content.path("items"));
    }

    /** The elements of a list of objects; null where it is none. */
    private @Nullable List<Item> innerItems(Item item) {
        String kind = Nodes.text(item.content().path("kind"));
        JsonNode elements = item.content().get("items");
        if (!kind.endsWith("List") || elements == null) {
            return null;
        }
        if (!(elements instanceof ArrayNode) && !elements.isNull()) {
            problems.add(Problem.of(
                    item.origin().toString(),
                    "the items of a " + kind + " must be a list, not " + Nodes.kindOf(elements)));
        }
        return items(item, elements).stream()
                .map(each -> new Item(TextKeys.json(each.content()), each.origin(), each.document(), each.path()))
                .toList();
    }

    private List<Item> items(Item list, JsonNode elements) {
        var items = new ArrayList<Item>();
        for (int index = 0; elements.isArray() && index < elements.size(); index++) {
            var path = new ArrayList<>(list.path());
            path.add("items");
            path.add(Integer.toString(index));
            items.add(new Item(elements.get(index), locate(list.document(), path), list.document(), path));
        }
        return items;
    }

    private Origin locate(Origin document, List<String> path) {
        if (locator == null) {
            locator = FieldLocator.of(text, document.file());
        }
        return locator.locate(document, path);
    }

    private void check(Item item) {
        JsonNode content = item.content();
        String location = item.origin().toString();
        if (!(content instanceof ObjectNode)) {
            problems.add(Problem.of(location, "an object must be a mapping, not " + Nodes.kindOf(content)));
            return;
        }
        String kind = Nodes.text(content.get("kind"));
        if (kind.isEmpty()) {
            problems.add(Problem.of(location, "missing kind in object"));
            return;
        }
        JsonNode metadata = content.get("metadata");
        if (!Nodes.isMissingOrNull(metadata) && !metadata.isObject()) {
            problems.add(Problem.of(location, "metadata of " + kind + " must be a mapping"));
        } else if (!kind.endsWith("List")
                && Nodes.text(content.path("metadata").path("name")).isEmpty()) {
            String apiVersion = Nodes.text(content.get("apiVersion"));
            problems.add(new Problem(
                    location,
                    "missing metadata.name in object of kind " + kind,
                    apiVersion.startsWith(Kustomization.GROUP)
                            ? "this is a kustomization, not an object: list its directory instead"
                            : null));
        }
        for (String field : List.of("labels", "annotations")) {
            JsonNode map = content.path("metadata").get(field);
            if (!Nodes.isMissingOrNull(map) && !map.isObject()) {
                problems.add(Problem.of(location, "metadata." + field + " of " + kind + " must be a mapping"));
            }
        }
    }
}
