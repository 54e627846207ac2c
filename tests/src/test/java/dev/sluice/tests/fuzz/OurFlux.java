package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.change.ApplyOrder;
import dev.sluice.change.ApplyOrder.GroupKind;
import dev.sluice.cluster.FluxId;
import dev.sluice.failure.InvalidInput;
import dev.sluice.flux.AppliedObjects;
import dev.sluice.flux.CaBundle;
import dev.sluice.flux.Envsubst;
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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sluice, in this process: answers what {@code tests/tools/flux-server} is asked. */
final class OurFlux {

    static final ObjectMapper JSON = new ObjectMapper();

    private final ApplyOrder order = ApplyOrder.load();
    private final Normalization normalization = new Normalization();
    private final OurFluxBuild build = new OurFluxBuild();

    ObjectNode answer(ObjectNode question) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        try {
            switch (question.path("op").asText()) {
                case "build" -> build.answer(question, answer);
                case "text" -> text(question, answer);
                case "read" ->
                    objects(AppliedObjects.of(manifests(question.path("input").asText())), answer);
                case "normalize" -> normalized(question, answer);
                case "order" -> ordered(question, answer);
                default -> inventory(question, answer);
            }
        } catch (InvalidInput e) {
            answer.put("error", String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] stack = e.getStackTrace();
            answer.put("broken", e + (stack.length == 0 ? "" : " at " + stack[0]));
        }
        return answer;
    }

    static void objects(List<Manifest> manifests, ObjectNode answer) {
        ArrayNode objects = answer.putArray("objects");
        manifests.forEach(manifest -> objects.add(manifest.content()));
    }

    private static void text(ObjectNode question, ObjectNode answer) {
        try {
            Envsubst.Result result = Envsubst.parse(
                            question.path("input").asText().getBytes(StandardCharsets.UTF_8))
                    .evaluate(
                            texts(question.path("vars")),
                            question.path("strict").asBoolean());
            if (result.undefined().isEmpty()) {
                answer.put("output", Base64.getEncoder().encodeToString(result.output()));
            } else {
                answer.put("error", "not set: " + result.undefined());
            }
        } catch (Envsubst.SyntaxException e) {
            answer.put("error", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> texts(JsonNode mapping) {
        var texts = new HashMap<String, String>();
        mapping.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static List<Manifest> manifests(String text) {
        return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(text, "input.yaml").stream()
                        .filter(document -> !document.content().isNull())
                        .map(OurFlux::manifest)
                        .toList();
    }

    private static Manifest manifest(YamlDocument document) {
        Origin origin = document.origin();
        if (document.content() instanceof ObjectNode content
                && content.path("kind").isTextual()
                && !content.path("kind").asText().isEmpty()) {
            return Manifest.of(content, origin);
        }
        throw new InvalidInput(origin.toString(), "kind is missing");
    }

    private void normalized(ObjectNode question, ObjectNode answer) {
        var given = Manifest.of((ObjectNode) question.path("object").deepCopy(), new Origin("input.yaml", 1));
        // Large numbers become what they are when objects are read; what is no object stays.
        Manifest manifest =
                AppliedObjects.of(List.of(given)).stream().findFirst().orElse(given);
        ObjectNode content = manifest.content();
        if (question.path("onlyCABundle").asBoolean()) {
            content = content.deepCopy();
            CaBundle.removeInvalid(content);
        } else if (question.path("dryRun").asBoolean()) {
            content = normalization.ofDryRun(manifest).content();
        } else {
            content = normalization.normalized(manifest).content();
            MetadataEntries.put(content, "labels", texts(question.path("labels")));
            MetadataEntries.put(content, "annotations", texts(question.path("annotations")));
        }
        answer.set("object", content);
    }

    private void ordered(ObjectNode question, ObjectNode answer) {
        ApplyOrder staged = order.withCustomStage(
                GroupKind.parse(question.path("stageKinds").asText()));
        ArrayNode stages = answer.putArray("stages");
        for (ApplyOrder.Stage stage : ApplyOrder.Stage.values()) {
            ArrayNode list = stages.addArray();
            sorted(question, staged.staged())
                    .filter(text -> staged.stage(id(text)) == stage)
                    .forEach(list::add);
        }
        sorted(question, staged.sorted()).forEach(answer.putArray("sorted")::add);
        sorted(question, staged.sorted().reversed()).forEach(answer.putArray("delete")::add);
        ArrayNode formatted = answer.putArray("formatted");
        sorted(question, staged.sorted()).forEach(text -> formatted.add(id(text).toString()));
    }

    private static Stream<String> sorted(ObjectNode question, Comparator<ObjectId> comparator) {
        return question.path("objects")
                .valueStream()
                .map(JsonNode::asText)
                .sorted(Comparator.comparing(OurFlux::id, comparator));
    }

    private static ObjectId id(String text) {
        String[] parts = text.split("\\|", 4);
        return ObjectId.of(parts[0], parts[1], parts[2], parts[3]);
    }

    private static void inventory(ObjectNode question, ObjectNode answer) {
        String text = question.path("objects").path(0).asText();
        if (!question.has("id")) {
            answer.put("id", FluxId.of(id(text))).put("v", ObjectId.versionOf(text.split("\\|", 2)[0]));
            return;
        }
        Optional<ObjectId> parsed = FluxId.parse(question.path("id").asText());
        if (parsed.isEmpty()) {
            answer.put("error", "no id");
            return;
        }
        answer.put("group", parsed.get().group())
                .put("kind", parsed.get().kind())
                .put("namespace", parsed.get().namespace())
                .put("name", parsed.get().name());
    }
}
