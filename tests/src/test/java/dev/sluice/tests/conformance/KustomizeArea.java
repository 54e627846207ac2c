package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.Edition;
import dev.sluice.kustomize.HelmOptions;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.kustomize.KustomizeOptions;
import dev.sluice.kustomize.LoadRestriction;
import dev.sluice.kustomize.Reorder;
import dev.sluice.object.Manifests;
import dev.sluice.tests.FirstDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kustomize builds, compared byte for byte. A case that expects an error passes when the input is refused. */
final class KustomizeArea implements Area {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "kustomize";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        var cases = new ArrayList<Case>();
        JsonNode index = JSON.readTree(directory.resolve("index.json").toFile());
        for (JsonNode entry : index.path("cases")) {
            String name = entry.path("name").asText();
            cases.add(new Case(name, () -> difference(directory.resolve(name))));
        }
        return cases;
    }

    private static Optional<String> difference(Path folder) throws IOException {
        JsonNode description = JSON.readTree(folder.resolve("case.json").toFile());
        Path files = folder.resolve("files");
        String actual;
        try {
            actual = build(files, description);
        } catch (InvalidInput e) {
            return description.has("error")
                    ? Optional.empty()
                    : Optional.of("refused: " + oneLine(String.valueOf(e.getMessage())));
        }
        if (description.has("error")) {
            return Optional.of("built, though it should be refused: "
                    + oneLine(description.path("error").asText()));
        }
        String expected =
                Files.readString(folder.resolve(description.path("expect").asText("expected.yaml")));
        return FirstDifference.of(expected, actual);
    }

    private static String build(Path files, JsonNode description) {
        JsonNode flags = description.path("options");
        boolean restricted = !flags.path("loadRestrictions").asText().equals("LoadRestrictionsNone");
        var options = new KustomizeOptions(
                restricted ? LoadRestriction.ROOT_ONLY : LoadRestriction.NONE,
                switch (flags.path("reorder").asText()) {
                    case "none" -> Reorder.NONE;
                    case "legacy" -> Reorder.LEGACY;
                    default -> Reorder.UNSPECIFIED;
                },
                flags.path("addManagedbyLabel").asBoolean(),
                flags.path("enableHelm").asBoolean() ? HelmOptions.ENABLED : HelmOptions.DISABLED,
                Edition.PROGRAM);
        var build = new Kustomize(options)
                .build(new DirectoryTree(files, ""), description.path("run").asText());
        return Manifests.write(build.manifests());
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }
}
