package dev.sluice.cli;

import dev.sluice.event.EventLines;
import dev.sluice.event.RunEvent;
import java.io.PrintStream;

/** A line an event, for logs. */
final class PlainProgress implements Progress {

    private final PrintStream out;
    private final EventLines lines;

    PlainProgress(PrintStream out, EventLines lines) {
        this.out = out;
        this.lines = lines;
    }

    @Override
    public void on(RunEvent event) {
        lines.text(event).forEach(out::println);
    }

    @Override
    public void clear() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
