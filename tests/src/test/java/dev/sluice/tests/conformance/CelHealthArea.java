package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cel.Expression;
import dev.sluice.cel.Expressions;
import dev.sluice.cel.InvalidExpression;
import dev.sluice.cluster.status.ObjectStatus;
import dev.sluice.cluster.status.Status;
import dev.sluice.cluster.status.StatusEvaluator;
import dev.sluice.cluster.status.StatusEvaluator.Part;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code cel-health}: how live objects are by expressions. Which phase refuses one counts, its wording does not. */
final class CelHealthArea implements Area {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "cel-health";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        JsonNode root = JSON.readTree(directory.resolve("cases.json").toFile());
        var expressions = new Expressions();
        var cases = new ArrayList<Case>();
        for (JsonNode node : root.path("cases")) {
            cases.add(new Case(node.path("name").asText(), () -> difference(node, expressions)));
        }
        return cases;
    }

    private static Optional<String> difference(JsonNode node, Expressions expressions) {
        String wanted = node.path("expect")
                .path("status")
                .asText("error when it is to "
                        + node.path("expect").path("phase").asText());
        String found = found(node, expressions);
        return found.equals(wanted) ? Optional.empty() : Optional.of("expected " + wanted + ", was " + found);
    }

    private static String found(JsonNode node, Expressions expressions) {
        Map<Part, Expression> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            String text = node.path("exprs").path(part.field()).asText();
            try {
                if (!text.isEmpty()) {
                    parts.put(part, expressions.parse(text));
                }
            } catch (InvalidExpression e) {
                return "error when it is to compile";
            }
        }
        if (!parts.containsKey(Part.CURRENT)) {
            return "error when it is to compile";
        }
        // Its numbers went through YAML where the expectations were made: 1.0 is a whole one.
        JsonNode object = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(node.path("object").asText(), "object.yaml")
                .get(0)
                .content();
        ObjectStatus status = new StatusEvaluator(parts).of(object);
        return status.status() == Status.UNKNOWN
                ? "error when it is to evaluate"
                : status.status().toString();
    }
}
