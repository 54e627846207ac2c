package dev.sluice.cli;

import dev.sluice.event.Elapsed;
import dev.sluice.event.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The roots of a run that is about several, with the state of each: what the board shows in place of thousands of units. */
final class RootRows {

    private static final int MOST_ROWS = 12;

    /** How far a root is; in the order in which the board shows them. */
    private enum Phase {
        FAILED("✗"),
        RUNNING("►"),
        WAITING("◌"),
        DONE("✔");

        private final String mark;

        Phase(String mark) {
            this.mark = mark;
        }
    }

    private record Row(Phase phase, String message, Instant since) {}

    private final Clock clock;
    private final Instant began;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    RootRows(Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void known(List<String> roots) {
        rows.clear();
        roots.forEach(root -> rows.put(root, new Row(Phase.WAITING, "waits for its turn", clock.instant())));
    }

    void step(String root, String step) {
        rows.put(root, new Row(Phase.RUNNING, step, clock.instant()));
    }

    void finished(RunEvent.RootFinished event) {
        Phase phase = event.succeeded() ? Phase.DONE : Phase.FAILED;
        String message = event.message().lines().findFirst().orElse("");
        rows.put(event.root(), new Row(phase, message + " (" + Elapsed.rounded(event.took()) + ")", clock.instant()));
    }

    /** How many are done, then those that failed, those under way, and as many others as there is room for. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("%d of %d roots %s".formatted(over(), rows.size(), since(began)));
        for (Phase phase : Phase.values()) {
            rows.forEach((root, row) -> {
                if (row.phase() == phase && lines.size() <= MOST_ROWS) {
                    lines.add("  " + phase.mark + " " + root + ": " + state(row));
                }
            });
        }
        if (rows.size() > MOST_ROWS) {
            lines.add("  … and %d more".formatted(rows.size() - MOST_ROWS));
        }
        return lines;
    }

    private long over() {
        return rows.values().stream()
                .filter(row -> row.phase() == Phase.DONE || row.phase() == Phase.FAILED)
                .count();
    }

    private String state(Row row) {
        return row.phase() == Phase.RUNNING ? row.message() + " " + since(row.since()) : row.message();
    }

    private String since(Instant start) {
        long seconds = Math.max(Duration.between(start, clock.instant()).toSeconds(), 0);
        return seconds == 0 ? "0s" : Elapsed.rounded(Duration.ofSeconds(seconds));
    }
}
