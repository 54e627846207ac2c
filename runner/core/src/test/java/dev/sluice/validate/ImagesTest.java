package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.DEPLOYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that may be others tomorrow, each with its object, its container and its line. */
class ImagesTest {

    private final ValidationScene scene;

    ImagesTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
    }

    @Test
    void saysNothingOfADigest() {
        scene.file("clusters/dev/web.yaml", DEPLOYMENT);

        assertThat(scene.findings(Rule.IMAGE_WITHOUT_DIGEST)).isEmpty();
        assertThat(scene.findings(Rule.IMAGE_LATEST)).isEmpty();
    }

    @Test
    void notesATag() {
        scene.file("clusters/dev/web.yaml", image("registry.test:5000/web:1"));

        assertThat(scene.findings(Rule.IMAGE_WITHOUT_DIGEST))
                .containsExactly("note clusters/dev/web.yaml:11: Deployment/default/web: image registry.test:5000/web:1"
                        + " of container web has no digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.test:5000/web", "web:latest"})
    void warnsOfNoVersion(String image) {
        scene.file("clusters/dev/web.yaml", image(image));

        assertThat(scene.findings(Rule.IMAGE_LATEST))
                .hasSize(1)
                .allMatch(line -> line.startsWith("warning clusters/dev/web.yaml:11: Deployment/default/web: image "));
        assertThat(scene.findings(Rule.IMAGE_WITHOUT_DIGEST)).isEmpty();
    }

    @Test
    void looksIntoEveryKindThatStartsPods() {
        scene.file("clusters/dev/job.yaml", """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly, namespace: default}
                spec:
                  schedule: "@daily"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          initContainers:
                          - {name: first, image: "a:1"}
                          containers:
                          - {name: second, image: "b:1"}
                """);

        assertThat(scene.findings(Rule.IMAGE_WITHOUT_DIGEST))
                .containsExactly(
                        "note clusters/dev/job.yaml:12: CronJob/default/nightly: image a:1 of container first has no digest",
                        "note clusters/dev/job.yaml:14: CronJob/default/nightly: image b:1 of container second has no"
                                + " digest");
    }

    private static String image(String image) {
        return DEPLOYMENT.replaceFirst("registry\\.test/web:1@sha256:\\d+", image);
    }
}
