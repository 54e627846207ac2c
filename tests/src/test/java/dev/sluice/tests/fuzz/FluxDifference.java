package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import dev.sluice.tests.conformance.DataDifference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares two answers to one question. */
final class FluxDifference {

    /** What Flux's {@code managedByLabel} says, and no API server takes. */
    private static final String INVALID_LABEL = "kustomize-(devel)";

    private static final String VALID_LABEL = "kustomize-" + Kustomize.VERSION;

    private FluxDifference() {}

    static Optional<Difference> between(ObjectNode real, ObjectNode ours) throws JsonProcessingException {
        if (ours.has("broken")) {
            return Optional.of(new Difference(
                    "breaks: " + ours.path("broken").asText(),
                    real.path("error").asText("the original answers")));
        }
        if (real.has("broken")) {
            return Optional.empty();
        }
        Optional<Difference> content = content(real, ours);
        if (content.isPresent()) {
            return content;
        }
        if (real.has("error") && !ours.has("error")) {
            return Optional.of(difference("accepts " + real.path("stage").asText() + ": ", real));
        }
        if (ours.has("error") && !real.has("error") && !isKnown(ours)) {
            return Optional.of(difference("refuses at " + ours.path("stage").asText() + ": ", ours));
        }
        return Optional.empty();
    }

    private static JsonNode valid(JsonNode value) throws JsonProcessingException {
        String text = value.toString();
        return text.contains(INVALID_LABEL) ? OurFlux.JSON.readTree(text.replace(INVALID_LABEL, VALID_LABEL)) : value;
    }

    private static Difference difference(String what, ObjectNode answer) {
        String message = answer.path("error").asText();
        String line = message.lines()
                .findFirst()
                .orElse("")
                .replaceAll("['\"`<\\[{(].*?['\"`>\\]})]", "_")
                .replaceAll("[^ ]*[/0-9.][^ ]*", "_")
                .replaceAll("(_ ?)+", "_ ");
        return new Difference(what + line, message);
    }

    /** What both have made; of a build that is refused, what it had made before. */
    private static Optional<Difference> content(ObjectNode real, ObjectNode ours) throws JsonProcessingException {
        for (Map.Entry<String, JsonNode> entry : real.properties()) {
            String field = entry.getKey();
            if (ours.has(field) && !field.equals("error") && !field.equals("stage")) {
                Optional<String> difference = field.equals("built")
                        ? DataDifference.between(
                                documents(entry.getValue().asText().replace(INVALID_LABEL, VALID_LABEL)),
                                documents(ours.path(field).asText()))
                        : DataDifference.between(valid(entry.getValue()), ours.path(field));
                if (difference.isPresent()) {
                    String path =
                            difference.get().replaceAll(": expected .*", "").replaceAll("[0-9]+", "#");
                    return Optional.of(new Difference("differs: " + field + path, difference.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** What Sluice refuses on purpose, though nothing in the build comes to need it. */
    private static boolean isKnown(ObjectNode ours) {
        String message = ours.path("error").asText();
        return message.contains("not found in namespace")
                || message.contains("var name is invalid")
                || message.contains("invalid schema file")
                || message.contains("must be a mapping")
                || message.contains("unable to parse the label selector");
    }

    private static List<JsonNode> documents(String yaml) {
        try {
            return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                    .read(yaml, "built.yaml").stream()
                            .map(YamlDocument::content)
                            .filter(content -> !content.isNull())
                            .toList();
        } catch (InvalidInput e) {
            return List.of(OurFlux.JSON.getNodeFactory().textNode(yaml));
        }
    }
}
