package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route templates of the user's own. */
class TemplateTest {

    private static final String SETTINGS = """
            -- clusters/dev/settings.yaml --
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: default}
            """;

    @Test
    void aTemplateOfTheUsersOwnTakesThePlaceOfOurs(@TempDir Path directory) throws IOException {
        Scene scene = new Scene(directory).files(SETTINGS);
        Path template = template(directory, """
                - routeTemplate:
                    id: reconcile
                    from:
                      uri: direct:run
                      steps:
                        - to: direct:source
                        - to: direct:artifact
                        - to: direct:render
                        - to: direct:plan
                """);

        RunResult result = scene.run(Command.RECONCILE, "clusters/dev", request -> request.template(template));

        assertDone(result);
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void stagesInTheWrongOrderAreRefusedNamingBothTypes(@TempDir Path directory) throws IOException {
        Scene scene = new Scene(directory).files(SETTINGS);
        Path template = template(directory, """
                - routeTemplate:
                    id: reconcile
                    from:
                      uri: direct:run
                      steps:
                        - to: direct:source
                        - to: direct:plan
                """);

        RunResult result = scene.run(Command.RECONCILE, "clusters/dev", request -> request.template(template));

        assertRefused(scene, result, "my.camel.yaml: .*dev.sluice.render.Rendered.*dev.sluice.source.Source");
    }

    @Test
    void aTemplateThatIsNotThereIsNamed(@TempDir Path directory) {
        Scene scene = new Scene(directory).files(SETTINGS);

        RunResult result = scene.run(
                Command.RECONCILE, "clusters/dev", request -> request.template(Path.of("missing.camel.yaml")));

        assertRefused(scene, result, "^missing.camel.yaml: ");
    }

    private static Path template(Path directory, String text) throws IOException {
        return Files.writeString(directory.resolve("my.camel.yaml"), text);
    }
}
