package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLinesTest {

    private static final String REVISION = "master@sha1:4f9ab1c20b3e5d6f708192a3b4c5d6e7f8091a2b";
    private static final ObjectId PODINFO =
            new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "podinfo");
    private static final ObjectId SOURCE =
            new ObjectId("source.toolkit.fluxcd.io", "GitRepository", "flux-system", "podinfo");

    private final EventLines lines =
            new EventLines(Clock.fixed(Instant.parse("2026-11-21T14:31:15.123Z"), ZoneOffset.UTC));

    @Test
    void tellsANewArtifactAsSourceControllerDoes() {
        var event = new RunEvent.SourceReady(SOURCE, REVISION, "stored artifact for commit 'Add podinfo'");

        List<String> json = lines.json(event);

        assertThat(json).containsExactly("""
                {"involvedObject":{"kind":"GitRepository","namespace":"flux-system","name":"podinfo",\
                "apiVersion":"source.toolkit.fluxcd.io/v1"},"severity":"info","timestamp":"2026-11-21T14:31:15Z",\
                "message":"stored artifact for commit 'Add podinfo'","reason":"NewArtifact",\
                "metadata":{"source.toolkit.fluxcd.io/revision":"%s"},\
                "reportingController":"source-controller","reportingInstance":"sluice"}""".formatted(REVISION));
    }

    @Test
    void tellsAllChangesOfAUnitInOneEvent() {
        var event = new RunEvent.UnitProgressing(
                PODINFO, REVISION, List.of("Service/default/podinfo created", "Deployment/default/podinfo created"));

        List<String> json = lines.json(event);

        assertThat(json)
                .singleElement()
                .asString()
                .contains("\"reason\":\"Progressing\"", "\"severity\":\"info\"")
                .contains("\"message\":\"Service/default/podinfo created\\nDeployment/default/podinfo created\"");
    }

    @Test
    void asksForACommitStatusWithASuccess() {
        var event = new RunEvent.UnitFinished(
                PODINFO,
                REVISION,
                true,
                "ReconciliationSucceeded",
                "Applied revision: " + REVISION,
                Duration.ofMillis(1234));

        List<String> json = lines.json(event);

        assertThat(json)
                .singleElement()
                .asString()
                .contains("\"message\":\"Reconciliation finished in 1.2s\"", "\"reason\":\"ReconciliationSucceeded\"")
                .contains("\"metadata\":{\"kustomize.toolkit.fluxcd.io/commit_status\":\"update\","
                        + "\"kustomize.toolkit.fluxcd.io/revision\":\"" + REVISION + "\"}");
    }

    @Test
    void tellsAFailureWithItsReasonAsAnError() {
        var event = new RunEvent.UnitFinished(
                PODINFO, REVISION, false, "BuildFailed", "no such file", Duration.ofSeconds(1));

        List<String> json = lines.json(event);

        assertThat(json)
                .singleElement()
                .asString()
                .contains("\"severity\":\"error\"", "\"reason\":\"BuildFailed\"", "\"message\":\"no such file\"");
    }

    @Test
    void hasNoJsonForWhatFluxDoesNotTell() {
        var silent = List.<RunEvent>of(
                new RunEvent.StepStarted("render"),
                new RunEvent.StepFinished("render", Duration.ZERO, true),
                new RunEvent.GraphKnown(Map.of(PODINFO, List.of())),
                new RunEvent.UnitStarted(PODINFO, REVISION),
                new RunEvent.RootsKnown(List.of("clusters/dev")));

        List<String> json =
                silent.stream().flatMap(event -> lines.json(event).stream()).toList();

        assertThat(json).isEmpty();
    }

    @Test
    void namesTheRootOfWhatHappensInOneOfSeveral() {
        var retrying = new RunEvent.InRoot("clusters/dev", new RunEvent.Retrying("render", 1, "no answer"));
        var notReady =
                new RunEvent.InRoot("clusters/dev", new RunEvent.NotReady(PODINFO, REVISION, "BuildFailed", "x"));

        assertThat(lines.text(retrying)).containsExactly("[clusters/dev] ⚠ render: tried again (1) after: no answer");
        assertThat(lines.json(notReady))
                .singleElement()
                .asString()
                .contains("\"metadata\":{\"kustomize.toolkit.fluxcd.io/revision\":\"" + REVISION
                        + "\",\"sluice.dev/root\":\"clusters/dev\"}");
        assertThat(lines.json(retrying)).singleElement().asString().contains("{\"sluice.dev/root\":\"clusters/dev\"}");
    }

    @Test
    void saysOfARootAtItsEndWhatBecameOfIt() {
        var done = new RunEvent.RootFinished("clusters/dev", true, "12 objects rendered", Duration.ofMillis(1234));
        var failed = new RunEvent.RootFinished("clusters/prod", false, "a.yaml:1: no kind\nbut b", Duration.ZERO);
        var during = List.<RunEvent>of(
                new RunEvent.StepStarted("render"),
                new RunEvent.StepFinished("render", Duration.ZERO, true),
                new RunEvent.GraphKnown(Map.of()),
                new RunEvent.NotReady(PODINFO, REVISION, "BuildFailed", "x"));

        assertThat(lines.text(done)).containsExactly("✔ clusters/dev: 12 objects rendered (1.2s)");
        assertThat(lines.text(failed)).containsExactly("✗ clusters/prod: a.yaml:1: no kind (0ms)");
        assertThat(lines.json(failed)).singleElement().asString().contains("\"severity\":\"error\"", "\"Failed\"");
        assertThat(during).allSatisfy(event -> assertThat(lines.text(new RunEvent.InRoot("clusters/dev", event)))
                .isEmpty());
    }

    @Test
    void shortensRevisionsForPeople() {
        var event = new RunEvent.UnitFinished(
                PODINFO,
                REVISION,
                true,
                "ReconciliationSucceeded",
                "Applied revision: " + REVISION,
                Duration.ofSeconds(1));

        List<String> text = lines.text(event);

        assertThat(text).containsExactly("✔ Kustomization/flux-system/podinfo: Applied revision: master@sha1:4f9ab1c2");
    }

    @Test
    void keepsTheOrderOfTheGraph() {
        var waitsFor = new java.util.LinkedHashMap<ObjectId, List<ObjectId>>();
        for (int i = 20; i > 0; i--) {
            waitsFor.put(new ObjectId("", "Kustomization", "apps", "unit-" + i), List.of());
        }

        var event = new RunEvent.GraphKnown(waitsFor);

        assertThat(event.waitsFor().keySet()).containsExactlyElementsOf(waitsFor.keySet());
        assertThat(lines.text(event)).containsExactly("► 20 units");
    }
}
