package dev.sluice.tests.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.kustomize.KustomizeOptions;
import dev.sluice.object.Manifests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One build and what comes of it. Before the files stand the rule as a sentence, {@code args:} with flags of
 * {@code kustomize build} and {@code run:} with the directory, where they are needed. The file {@code expected.yaml} is
 * the result; {@code error} in its place holds lines that the refusal contains.
 *
 * @param rule the sentence
 * @param sources the files of the build
 * @param expected the result; null where the build is refused
 * @param error the lines of the refusal; none where the build succeeds
 */
record BuildCase(
        String rule,
        TextArchive sources,
        String directory,
        KustomizeOptions options,
        @Nullable String expected,
        List<String> error) {

    private static final String ARGS = "args:";
    private static final String RUN = "run:";

    static BuildCase parse(String text) {
        TextArchive archive = TextArchive.parse(text);
        var rule = new ArrayList<String>();
        KustomizeOptions options = KustomizeOptions.defaults();
        String directory = "";
        for (String line : archive.comment().lines().toList()) {
            if (line.startsWith(ARGS)) {
                options = BuildFlags.parse(line.substring(ARGS.length()).strip());
            } else if (line.startsWith(RUN)) {
                directory = line.substring(RUN.length()).strip();
            } else {
                rule.add(line);
            }
        }
        Map<String, String> sources = new LinkedHashMap<>(archive.files());
        String expected = sources.remove("expected.yaml");
        String error = sources.remove("error");
        if ((expected == null) == (error == null)) {
            throw new IllegalArgumentException("a case has either expected.yaml or error");
        }
        return new BuildCase(
                String.join(" ", rule).strip(),
                new TextArchive("", sources),
                directory,
                options,
                expected,
                error == null ? List.of() : error.strip().lines().toList());
    }

    /** Builds in an empty directory and compares. */
    void check(Path empty) throws IOException {
        sources.writeTo(empty);
        var kustomize = new Kustomize(options);
        var tree = new DirectoryTree(empty, "");
        if (expected != null) {
            assertThat(Manifests.write(kustomize.build(tree, directory).manifests()))
                    .describedAs(rule)
                    .isEqualTo(expected);
            return;
        }
        assertThatThrownBy(() -> kustomize.build(tree, directory))
                .describedAs(rule)
                .isInstanceOf(InvalidInput.class)
                .message()
                .contains(error);
    }
}
