package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.RunEvent;
import dev.sluice.object.ObjectId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitBoardTest {

    private static final ObjectId ROOT = unit("flux-system");
    private static final ObjectId INFRA = unit("infra");
    private static final ObjectId APPS = unit("apps");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T14:31:15Z"), ZoneOffset.UTC);

    private final UnitBoard board = new UnitBoard(CLOCK);

    @Test
    void showsWhatEachUnitStillWaitsFor() {
        board.stepStarted(new RunEvent.StepStarted("apply"));
        board.graphKnown(new RunEvent.GraphKnown(graph()));
        board.unitFinished(ready(ROOT));
        board.unitStarted(new RunEvent.UnitStarted(INFRA, "main@sha1:4f9ab1c20b3e5d6f7081"));

        List<String> lines = board.lines();

        assertThat(lines)
                .containsExactly(
                        "apply 0s · 1 of 3 units ready",
                        "  ► apps/infra: applying 0s, main@sha1:4f9ab1c2",
                        "  ◌ apps/apps: waits for apps/infra",
                        "  ✔ apps/flux-system: Applied revision: main@sha1:1");
    }

    @Test
    void showsNoMoreRowsThanAScreenHas() {
        Map<ObjectId, List<ObjectId>> many = new LinkedHashMap<>();
        for (int i = 0; i < 79; i++) {
            many.put(unit("unit-" + i), List.of());
        }

        board.graphKnown(new RunEvent.GraphKnown(many));

        assertThat(board.lines()).hasSize(14).endsWith("  … and 67 more");
    }

    @Test
    void keepsWarningsAndFailuresAboveTheTable() {
        var failure = new RunEvent.UnitFinished(APPS, "", false, "BuildFailed", "no such file", Duration.ZERO);

        List<String> staying = board.unitFinished(failure);

        assertThat(staying).containsExactly("✗ Kustomization/apps/apps: no such file");
        assertThat(board.warning(new RunEvent.Warning("a.yaml:1", "old"))).containsExactly("⚠ a.yaml:1: old");
        assertThat(board.unitFinished(ready(ROOT))).isEmpty();
    }

    @Test
    void isDrawnOverItselfAndTakenAwayForOtherText() {
        var bytes = new ByteArrayOutputStream();
        var table = new LiveTable(new PrintStream(bytes, true, StandardCharsets.UTF_8), CLOCK);
        table.on(new RunEvent.StepStarted("render"));

        table.draw();
        table.on(new RunEvent.StepStarted("apply"));
        table.draw();
        table.clear();
        table.draw();

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\u001b[?7l\u001b[Jrender 0s\n\u001b[?7h"
                        + "\r\u001b[1A\u001b[?7l\u001b[Japply 0s\n\u001b[?7h"
                        + "\r\u001b[1A\u001b[J");
    }

    @Test
    void showsRootsInPlaceOfUnitsWhereThereAreSeveral() {
        List<String> roots =
                IntStream.rangeClosed(1, 16).mapToObj("c%02d"::formatted).toList();
        board.rootsKnown(new RunEvent.RootsKnown(roots));
        board.inRoot(new RunEvent.InRoot("c05", new RunEvent.StepStarted("render")));
        board.inRoot(new RunEvent.InRoot("c05", new RunEvent.GraphKnown(graph())));
        List<String> done =
                board.rootFinished(new RunEvent.RootFinished("c01", true, "9 objects rendered", Duration.ofMillis(20)));
        List<String> failed =
                board.rootFinished(new RunEvent.RootFinished("c07", false, "no kind", Duration.ofSeconds(2)));

        List<String> lines = board.lines();

        assertThat(lines)
                .hasSize(14)
                .startsWith(
                        "2 of 16 roots 0s",
                        "  ✗ c07: no kind (2s)",
                        "  ► c05: render 0s",
                        "  ◌ c02: waits for its turn")
                .endsWith("  … and 4 more");
        assertThat(done).isEmpty();
        assertThat(failed).containsExactly("✗ c07: no kind (2s)");
    }

    private static Map<ObjectId, List<ObjectId>> graph() {
        Map<ObjectId, List<ObjectId>> graph = new LinkedHashMap<>();
        graph.put(ROOT, List.of());
        graph.put(INFRA, List.of(ROOT));
        graph.put(APPS, List.of(ROOT, INFRA));
        return graph;
    }

    private static RunEvent.UnitFinished ready(ObjectId unit) {
        return new RunEvent.UnitFinished(
                unit, "main@sha1:1", true, "ReconciliationSucceeded", "Applied revision: main@sha1:1", Duration.ZERO);
    }

    private static ObjectId unit(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "apps", name);
    }
}
