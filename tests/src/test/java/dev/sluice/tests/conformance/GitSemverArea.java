package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.InvalidInput;
import dev.sluice.source.GitVersions;
import dev.sluice.source.SemanticVersion;
import dev.sluice.source.SemverRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code git-semver}: the tags of a range, the newest first, and the one that is taken. */
final class GitSemverArea implements Area {

    @Override
    public String name() {
        return "git-semver";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        JsonNode root =
                new ObjectMapper().readTree(directory.resolve("cases.json").toFile());
        var cases = new ArrayList<Case>();
        for (JsonNode node : root.path("cases")) {
            cases.add(new Case(node.path("name").asText(), () -> difference(node)));
        }
        return cases;
    }

    private static Optional<String> difference(JsonNode node) {
        JsonNode expect = node.path("expect");
        SemverRange range;
        try {
            range = SemverRange.parse("", node.path("range").asText());
        } catch (InvalidInput e) {
            String error = expect.path("error").asText();
            String what = e.problems().get(0).what();
            return what.equals("semver parse error: " + error)
                    ? Optional.empty()
                    : Optional.of("error '" + what + "' instead of '" + error + "'");
        }
        if (expect.has("error")) {
            return Optional.of("no error instead of '" + expect.path("error").asText() + "'");
        }
        List<String> tags = texts(node.path("tags"));
        var versions = new GitVersions(range);
        return differenceOfLists(versions.matching(tags), expect)
                .or(() -> differenceOfSelected(versions.newest(tags), expect));
    }

    /** Equal versions have no order among themselves: compared by version, and the whole as a set. */
    private static Optional<String> differenceOfLists(List<SemanticVersion> matching, JsonNode expect) {
        List<String> actual = matching.stream().map(SemanticVersion::original).toList();
        List<String> expected = texts(expect.path("matched"));
        boolean equal = expect.path("ties").asBoolean()
                ? actual.stream()
                                .sorted()
                                .toList()
                                .equals(expected.stream().sorted().toList())
                        && sameVersions(matching, expected)
                : actual.equals(expected);
        return equal ? Optional.empty() : Optional.of(actual + " instead of " + expected);
    }

    private static boolean sameVersions(List<SemanticVersion> actual, List<String> expected) {
        for (int i = 0; i < actual.size(); i++) {
            if (!actual.get(i).sameAs(SemanticVersion.parse(expected.get(i)).orElseThrow())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> differenceOfSelected(List<String> newest, JsonNode expect) {
        if (!expect.has("selected")) {
            return newest.size() > 1 ? Optional.empty() : Optional.of("no tie among the best: " + newest);
        }
        List<String> expected = expect.path("selected").isNull()
                ? List.of()
                : List.of(expect.path("selected").asText());
        return newest.equals(expected) ? Optional.empty() : Optional.of(newest + " instead of " + expected);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
