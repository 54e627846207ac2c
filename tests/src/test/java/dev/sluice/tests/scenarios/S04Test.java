package dev.sluice.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.source.GitHttpServer;
import dev.sluice.source.ServedRepository;
import dev.sluice.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S03, S04 and S05 on a directory: what a run tells of a source alone, of its first deployment, and of the second. */
class S04Test {

    private static final String SOURCE = """
            -- clusters/cluster01/podinfo-source.yaml --
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata:
              name: podinfo
              namespace: flux-system
            spec:
              interval: 30s
              ref:
                branch: master
              url: %s
            """;

    private static final String KUSTOMIZATION = """
            -- clusters/cluster01/podinfo-kustomization.yaml --
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: podinfo
              namespace: flux-system
            spec:
              interval: 5m0s
              path: ./kustomize
              prune: true
              sourceRef:
                kind: GitRepository
                name: podinfo
              targetNamespace: default
            """;

    private static final String PODINFO = """
            apiVersion: v1
            kind: Service
            metadata:
              name: podinfo
            spec:
              ports:
                - port: 9898
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: podinfo
            spec:
              selector:
                matchLabels:
                  app: podinfo
            """;

    private Path events;
    private ServedRepository podinfo;
    private String commit;
    private GitHttpServer server;
    private Scene scene;

    @BeforeEach
    void serve(@TempDir Path directory) throws Exception {
        events = directory.resolve("events.jsonl");
        podinfo = new ServedRepository(directory.resolve("podinfo.git"));
        commit = podinfo.file("kustomize/podinfo.yaml", PODINFO)
                .commit("master", "Merge pull request #274 from stefanprodan/alpine-3.18");
        server = GitHttpServer.http().serve("/podinfo.git", podinfo);
        scene = new Scene(directory).files(SOURCE.formatted(server.url("/podinfo.git")));
    }

    @AfterEach
    void stop() {
        server.close();
        podinfo.close();
    }

    @Test
    void s03TellsOfEachSourceWithItsCommit() throws Exception {
        assertThat(reconcile()).isZero();

        assertThat(events("NewArtifact"))
                .containsExactly(
                        "GitRepository/flux-system/flux-system info stored artifact for commit 'Change the scene' main@sha1:"
                                + head(),
                        "GitRepository/flux-system/podinfo info stored artifact for commit"
                                + " 'Merge pull request #274 from stefanprodan/alpine-3...' master@sha1:" + commit);
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void s04EndsWithTheTableOfUnits() throws Exception {
        scene.files(KUSTOMIZATION);

        assertThat(reconcile()).isZero();

        List<String> lines = Files.readAllLines(scene.log(), UTF_8).stream()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
        String fleet = "main@sha1:" + head().substring(0, 8);
        String app = "master@sha1:" + commit.substring(0, 8);
        assertThat(lines.subList(lines.size() - 3, lines.size()))
                .containsExactly(
                        "NAME REVISION SUSPENDED READY MESSAGE",
                        "flux-system " + fleet + " False True Applied revision: " + fleet,
                        "podinfo " + app + " False True Applied revision: " + app);
    }

    @Test
    void s04TellsWhatWasCreatedAndThatItIsDone() throws Exception {
        scene.files(KUSTOMIZATION);

        assertThat(reconcile()).isZero();

        assertThat(events("Progressing"))
                .containsExactly("Kustomization/flux-system/podinfo info Service/default/podinfo created\n"
                        + "Deployment/default/podinfo created master@sha1:" + commit);
        assertThat(events("ReconciliationSucceeded"))
                .filteredOn(event -> event.startsWith("Kustomization/flux-system/podinfo "))
                .singleElement()
                .asString()
                .startsWith("Kustomization/flux-system/podinfo info Reconciliation finished in ")
                .endsWith(" update master@sha1:" + commit);
    }

    @Test
    void s05HasNothingToTellTheSecondTime() throws Exception {
        scene.files(KUSTOMIZATION);
        assertThat(reconcile()).isZero();
        Map<String, String> before = scene.written();

        assertThat(reconcile()).isZero();

        assertThat(events("Progressing")).isEmpty();
        assertThat(scene.written()).isEqualTo(before);
    }

    private int reconcile() throws IOException, InterruptedException {
        return scene.start("reconcile", "clusters/cluster01", "--target=dir:" + scene.target(), "--events=" + events)
                .waitFor();
    }

    private String head() {
        return Workspace.of(scene.workspace(), Map.of()).commit().orElseThrow();
    }

    /** The events of a reason, each in a line: object, severity, message, and what the metadata says. */
    private List<String> events(String reason) throws IOException {
        var found = new ArrayList<String>();
        for (String line : Files.readAllLines(events, UTF_8)) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.path("reason").asText().equals(reason)) {
                JsonNode object = event.path("involvedObject");
                var text = new StringBuilder();
                text.append(object.path("kind").asText()).append('/');
                text.append(object.path("namespace").asText()).append('/');
                text.append(object.path("name").asText()).append(' ');
                text.append(event.path("severity").asText()).append(' ');
                text.append(event.path("message").asText());
                event.path("metadata").forEach(value -> text.append(' ').append(value.asText()));
                found.add(text.toString());
            }
        }
        return found;
    }
}
