package dev.sluice.cli;

import dev.sluice.event.Elapsed;
import dev.sluice.event.EventLines;
import dev.sluice.event.RunEvent;
import dev.sluice.event.ShortRevision;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The units of a run with the state of each, as events tell it. The answer to an event are the lines that must stay when
 * the table is drawn anew.
 */
final class UnitBoard implements RunEvent.Cases<List<String>> {

    private static final int MOST_ROWS = 12;

    /** How far a unit is; what is behind it on the board. */
    private enum Phase {
        FAILED("✗"),
        APPLYING("►"),
        CHECKING("◎"),
        WAITING("◌"),
        READY("✔");

        private final String mark;

        Phase(String mark) {
            this.mark = mark;
        }
    }

    private record Row(ObjectId unit, List<ObjectId> waitsFor, Phase phase, Instant since, String message) {
        Row in(Phase other, Instant now, String what) {
            return new Row(unit, waitsFor, other, now, what);
        }
    }

    private final Clock clock;
    private final EventLines lines;
    private final Map<ObjectId, Row> rows = new LinkedHashMap<>();
    private final RootRows roots;
    private Instant stepStart;
    private String step = "";

    UnitBoard(Clock clock) {
        this.clock = clock;
        this.lines = new EventLines(clock);
        this.roots = new RootRows(clock);
        this.stepStart = clock.instant();
    }

    /** The board as lines: how far the run is, then what goes on, what waits, and, where there is room, what is ready. */
    List<String> lines() {
        if (!roots.isEmpty()) {
            return roots.lines();
        }
        var lines = new ArrayList<String>();
        String ready = rows.isEmpty() ? "" : " · %d of %d units ready".formatted(count(Phase.READY), rows.size());
        lines.add((step.isEmpty() ? "starting" : step) + " " + since(stepStart) + ready);
        int left = MOST_ROWS;
        for (Phase phase : Phase.values()) {
            for (Row row : rows.values()) {
                if (row.phase() == phase && left > 0) {
                    lines.add("  " + phase.mark + " " + row.unit().qualifiedName() + ": " + state(row));
                    left--;
                }
            }
        }
        if (rows.size() > MOST_ROWS) {
            lines.add("  … and %d more".formatted(rows.size() - MOST_ROWS));
        }
        return lines;
    }

    private String state(Row row) {
        return switch (row.phase()) {
            case APPLYING -> "applying " + since(row.since()) + row.message();
            case CHECKING -> "waits until all is ready " + since(row.since());
            case WAITING -> waiting(row);
            case FAILED, READY -> row.message();
        };
    }

    private String waiting(Row row) {
        String missing = row.waitsFor().stream()
                .filter(id -> !isReady(id))
                .map(ObjectId::qualifiedName)
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "waits for its turn" : "waits for " + missing;
    }

    private boolean isReady(ObjectId id) {
        Row row = rows.get(id);
        return row != null && row.phase() == Phase.READY;
    }

    private long count(Phase phase) {
        return rows.values().stream().filter(row -> row.phase() == phase).count();
    }

    private String since(Instant start) {
        long seconds = Math.max(Duration.between(start, clock.instant()).toSeconds(), 0);
        return seconds == 0 ? "0s" : Elapsed.rounded(Duration.ofSeconds(seconds));
    }

    @Override
    public List<String> stepStarted(RunEvent.StepStarted event) {
        step = event.step();
        stepStart = clock.instant();
        return List.of();
    }

    @Override
    public List<String> stepFinished(RunEvent.StepFinished event) {
        return List.of();
    }

    @Override
    public List<String> retrying(RunEvent.Retrying event) {
        return stays(event);
    }

    @Override
    public List<String> sourceReady(RunEvent.SourceReady event) {
        return stays(event);
    }

    @Override
    public List<String> sourceVerified(RunEvent.SourceVerified event) {
        return stays(event);
    }

    @Override
    public List<String> notReady(RunEvent.NotReady event) {
        return stays(event);
    }

    @Override
    public List<String> graphKnown(RunEvent.GraphKnown event) {
        rows.clear();
        event.waitsFor()
                .forEach((unit, waitsFor) ->
                        rows.put(unit, new Row(unit, waitsFor, Phase.WAITING, clock.instant(), "")));
        return List.of();
    }

    @Override
    public List<String> unitStarted(RunEvent.UnitStarted event) {
        put(event.unit(), Phase.APPLYING, ", " + ShortRevision.in(event.revision()));
        return List.of();
    }

    @Override
    public List<String> unitProgressing(RunEvent.UnitProgressing event) {
        put(event.unit(), Phase.APPLYING, ", " + event.changes().size() + " changed");
        return List.of();
    }

    @Override
    public List<String> healthCheckStarted(RunEvent.HealthCheckStarted event) {
        put(event.unit(), Phase.CHECKING, "");
        return List.of();
    }

    @Override
    public List<String> healthCheckPassed(RunEvent.HealthCheckPassed event) {
        return List.of();
    }

    @Override
    public List<String> unitFinished(RunEvent.UnitFinished event) {
        put(event.unit(), event.ready() ? Phase.READY : Phase.FAILED, ShortRevision.in(event.message()));
        return event.ready() ? List.of() : stays(event);
    }

    @Override
    public List<String> warning(RunEvent.Warning event) {
        return stays(event);
    }

    @Override
    public List<String> rootsKnown(RunEvent.RootsKnown event) {
        roots.known(event.roots());
        return List.of();
    }

    @Override
    public List<String> inRoot(RunEvent.InRoot event) {
        if (event.event() instanceof RunEvent.StepStarted started) {
            roots.step(event.root(), started.step());
        }
        return stays(event);
    }

    @Override
    public List<String> rootFinished(RunEvent.RootFinished event) {
        roots.finished(event);
        return event.succeeded() ? List.of() : stays(event);
    }

    private List<String> stays(RunEvent event) {
        return lines.text(event);
    }

    private void put(ObjectId unit, Phase phase, String message) {
        Row row = rows.getOrDefault(unit, new Row(unit, List.of(), phase, clock.instant(), message));
        Instant since = row.phase() == phase ? row.since() : clock.instant();
        rows.put(unit, row.in(phase, since, message));
    }
}
