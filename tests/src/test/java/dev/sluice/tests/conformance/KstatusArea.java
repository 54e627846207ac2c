package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.status.Kstatus;
import dev.sluice.cluster.status.ObjectStatus;
import dev.sluice.cluster.status.Status;
import dev.sluice.cluster.status.StatusReader;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kstatus}: how live objects are. */
final class KstatusArea implements Area {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "kstatus";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        JsonNode root = JSON.readTree(directory.resolve("cases.json").toFile());
        var cases = new ArrayList<Case>();
        for (JsonNode node : root.path("cases")) {
            cases.add(new Case(node.path("name").asText(), () -> difference(node)));
        }
        return cases;
    }

    private static Optional<String> difference(JsonNode node) {
        JsonNode object = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(node.path("object").asText(), "object.yaml")
                .get(0)
                .content();
        Clock clock = Clock.systemUTC();
        ObjectStatus status =
                switch (node.path("reader").asText()) {
                    case "" -> new Kstatus(clock).of(object);
                    case "flux-job" -> new StatusReader(clock).of(object);
                    default -> throw new IllegalArgumentException("no such reader: " + node.path("reader"));
                };
        return DataDifference.between(node.path("expect"), shown(status));
    }

    private static ObjectNode shown(ObjectStatus status) {
        ObjectNode shown = JSON.createObjectNode();
        if (status.status() == Status.UNKNOWN) {
            return shown.put("error", status.message());
        }
        shown.put("status", status.status().toString()).put("message", status.message());
        ArrayNode conditions = shown.putArray("conditions");
        status.conditions().forEach(condition -> conditions
                .addObject()
                .put("type", condition.type())
                .put("status", condition.status())
                .put("reason", condition.reason())
                .put("message", condition.message()));
        return shown;
    }
}
