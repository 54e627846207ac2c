package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;

/** Finds values that kustomize takes and does nothing with, without a word: whoever wrote them meant something else. */
final class IgnoredValues {

    private static final List<String> BEHAVIORS = List.of("create", "replace", "merge");
    private static final List<String> METADATA =
            List.of("originAnnotations", "transformerAnnotations", "managedByLabel");

    private final FieldLines lines;
    private final List<Problem> warnings = new ArrayList<>();

    private IgnoredValues(FieldLines lines) {
        this.lines = lines;
    }

    /** A warning for each of them. */
    static List<Problem> warnings(ObjectNode kustomization, FieldLines lines) {
        var ignored = new IgnoredValues(lines);
        for (String field : List.of("configMapGenerator", "secretGenerator")) {
            JsonNode generators = kustomization.path(field);
            for (int i = 0; i < generators.size(); i++) {
                List<String> path = List.of(field, Integer.toString(i), "behavior");
                ignored.check(generators.path(i).path("behavior"), path, "behavior", BEHAVIORS);
            }
        }
        JsonNode metadata = kustomization.path("buildMetadata");
        for (int i = 0; i < metadata.size(); i++) {
            ignored.check(
                    metadata.path(i),
                    List.of("buildMetadata", Integer.toString(i)),
                    "entry of buildMetadata",
                    METADATA);
        }
        return ignored.warnings;
    }

    private void check(JsonNode value, List<String> path, String name, List<String> known) {
        String text = Nodes.text(value);
        if (!text.isEmpty() && !known.contains(text)) {
            String near = Spelling.hint(text, known);
            warnings.add(new Problem(
                    lines.locate(path),
                    "unknown " + name + " \"" + text + "\": it has no effect",
                    near == null ? "known are " + String.join(", ", known) : near));
        }
    }
}
