package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.change.ApplyOrder;
import dev.sluice.change.ApplyOrder.GroupKind;
import dev.sluice.change.ApplyOrder.Stage;
import dev.sluice.cluster.FluxId;
import dev.sluice.failure.InvalidInput;
import dev.sluice.flux.AppliedObjects;
import dev.sluice.flux.CaBundle;
import dev.sluice.flux.MetadataEntries;
import dev.sluice.flux.Normalization;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code ssa}: in which order objects are applied, as what, and how the inventory names them. */
final class SsaArea implements Area {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApplyOrder order = ApplyOrder.load();
    private final Normalization normalization = new Normalization();

    /** What a file of cases expects, from what it gives. */
    @FunctionalInterface
    private interface Answer {
        ObjectNode to(JsonNode node) throws IOException;
    }

    /** An object to be put in order, and how the case writes it. */
    private record Ordered(ObjectId id, String text) {
        static Ordered of(String text) {
            return new Ordered(SsaArea.id(text.split("\\|", -1)), text);
        }
    }

    @Override
    public String name() {
        return "ssa";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        Map<String, Answer> files = new TreeMap<>(Map.of(
                "order.json", this::ordered,
                "inventory.json", SsaArea::inventoried,
                "normalize.json", this::normalized,
                "read.json", SsaArea::read));
        var cases = new ArrayList<Case>();
        for (Map.Entry<String, Answer> file : files.entrySet()) {
            JsonNode root = JSON.readTree(directory.resolve(file.getKey()).toFile());
            for (JsonNode node : root.path("cases")) {
                cases.add(new Case(node.path("name").asText(), () -> difference(node, file.getValue())));
            }
        }
        return cases;
    }

    private static Optional<String> difference(JsonNode node, Answer answer) throws IOException {
        JsonNode expected = node.path("expect");
        try {
            ObjectNode actual = answer.to(node);
            return actual.has("error") && expected.has("error")
                    ? Optional.empty()
                    : DataDifference.between(expected, actual);
        } catch (InvalidInput e) {
            return expected.has("error") ? Optional.empty() : Optional.of("refused: " + e.getMessage());
        }
    }

    private ObjectNode ordered(JsonNode node) {
        ApplyOrder staged = order.withCustomStage(
                GroupKind.parse(node.path("customStageKinds").asText()));
        var objects = new ArrayList<Ordered>();
        node.path("objects").forEach(text -> objects.add(Ordered.of(text.asText())));
        List<Ordered> sorted = sorted(objects, staged.sorted());
        ObjectNode answer = JSON.createObjectNode();
        answer.set("sorted", array(sorted, Ordered::text));
        answer.set("delete", array(sorted(objects, staged.sorted().reversed()), Ordered::text));
        answer.set("formatted", array(sorted, object -> object.id().toString()));
        ArrayNode stages = answer.putArray("stages");
        sorted(objects, staged.staged()).stream()
                .collect(Collectors.groupingBy(object -> staged.stage(object.id()), TreeMap::new, Collectors.toList()))
                .forEach((stage, members) ->
                        stages.addObject().put("stage", name(stage)).set("objects", array(members, Ordered::text)));
        return answer;
    }

    private static List<Ordered> sorted(List<Ordered> objects, Comparator<ObjectId> order) {
        return objects.stream().sorted(Comparator.comparing(Ordered::id, order)).toList();
    }

    private static ArrayNode array(List<Ordered> objects, Function<Ordered, String> text) {
        ArrayNode array = JSON.createArrayNode();
        objects.forEach(object -> array.add(text.apply(object)));
        return array;
    }

    private static String name(Stage stage) {
        return stage == Stage.REST ? "resources" : stage.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode inventoried(JsonNode node) {
        ObjectNode answer = JSON.createObjectNode();
        if (node.has("object")) {
            String[] parts = node.path("object").asText().split("\\|", -1);
            ObjectId id = id(parts);
            return answer.put("formatted", id.toString())
                    .put("id", FluxId.of(id))
                    .put("v", ObjectId.versionOf(parts[0]));
        }
        Optional<ObjectId> parsed = FluxId.parse(node.path("id").asText());
        if (parsed.isEmpty()) {
            return answer.put("error", "no id");
        }
        ObjectId id = parsed.get();
        return answer.put("formatted", id.toString())
                .put("group", id.group())
                .put("kind", id.kind())
                .put("name", id.name())
                .put("namespace", id.namespace())
                .put("roundtrip", FluxId.of(id));
    }

    private static ObjectId id(String[] parts) {
        return ObjectId.of(parts[0], parts[1], parts[2], parts[3]);
    }

    private ObjectNode normalized(JsonNode node) {
        Manifest manifest = manifests(node.path("object").asText()).get(0);
        ObjectNode answer = JSON.createObjectNode();
        if (node.path("removeCABundle").asBoolean()) {
            ObjectNode content = manifest.content().deepCopy();
            CaBundle.removeInvalid(content);
            return answer.set("object", content);
        }
        if (node.path("dryRun").asBoolean()) {
            return answer.set("object", normalization.ofDryRun(manifest).content());
        }
        ObjectNode content = normalization.normalized(manifest).content();
        MetadataEntries.put(content, "labels", texts(node.path("commonLabels")));
        MetadataEntries.put(content, "annotations", texts(node.path("commonAnnotations")));
        return answer.set("object", content);
    }

    private static Map<String, String> texts(JsonNode mapping) {
        return mapping.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .asText()));
    }

    private static ObjectNode read(JsonNode node) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode objects = answer.putArray("objects");
        AppliedObjects.of(manifests(node.path("input").asText())).forEach(manifest -> objects.add(manifest.content()));
        return answer;
    }

    /** The documents of a text; a build answers none without a kind. */
    private static List<Manifest> manifests(String text) {
        return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(text, "input.yaml").stream()
                        .filter(document -> !document.content().isNull())
                        .map(SsaArea::manifest)
                        .toList();
    }

    private static Manifest manifest(YamlDocument document) {
        Origin origin = document.origin();
        if (document.content() instanceof ObjectNode content
                && !content.path("kind").asText().isEmpty()
                && content.path("kind").isTextual()) {
            return Manifest.of(content, origin);
        }
        throw new InvalidInput(origin.toString(), "kind is missing");
    }
}
