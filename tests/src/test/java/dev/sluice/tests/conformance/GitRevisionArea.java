package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.source.GitCommit;
import dev.sluice.source.GitRevision;
import dev.sluice.source.GitTag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code git-revision}: the texts of revisions, commits and tags. */
final class GitRevisionArea implements Area {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "git-revision";
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
        ObjectNode actual =
                switch (node.path("fn").asText()) {
                    case "parse" -> parsed(node.path("revision").asText());
                    case "commit" -> commit(node);
                    case "tag" -> tag(node);
                    default -> JSON.createObjectNode();
                };
        JsonNode expected = node.path("expect");
        return actual.equals(expected) ? Optional.empty() : Optional.of(actual + " instead of " + expected);
    }

    private static ObjectNode parsed(String text) {
        GitRevision revision = GitRevision.parse(text);
        return JSON.createObjectNode()
                .put("algorithm", revision.algorithm())
                .put("digest", revision.digest())
                .put("hash", revision.hash())
                .put("namedPointer", revision.pointer())
                .put("transformed", GitRevision.transform(text));
    }

    private static ObjectNode commit(JsonNode node) {
        var commit = new GitCommit(
                node.path("hash").asText(),
                node.path("reference").asText(),
                node.path("message").asText());
        return JSON.createObjectNode()
                .put("absolute", commit.absoluteRevision())
                // The cases hold no encoded commit, which is what would make one concrete.
                .put("concrete", false)
                .put("revision", commit.revision())
                .put("shortMessage", commit.shortMessage());
    }

    private static ObjectNode tag(JsonNode node) {
        var tag = new GitTag(node.path("tagName").asText(), node.path("hash").asText());
        // The cases hold no encoded tag, which is what would make one annotated.
        return JSON.createObjectNode().put("annotated", false).put("tag", tag.toString());
    }
}
