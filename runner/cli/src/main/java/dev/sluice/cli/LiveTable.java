package dev.sluice.cli;

import dev.sluice.event.RunEvent;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/**
 * The board of units, drawn over itself on a terminal. Events change the board only; a thread of its own draws, so that
 * thousands of events cost no more than a few frames a second.
 */
final class LiveTable implements Progress {

    private static final long FRAME_MILLIS = 100;

    /** Lines that are too long are cut by the terminal: a wrapped one would not be found again by moving up. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final UnitBoard board;
    private boolean closed;
    private boolean resting;
    private int drawn;
    private List<String> last = List.of();

    LiveTable(PrintStream out, Clock clock) {
        this.out = out;
        this.board = new UnitBoard(clock);
    }

    /** A table that is drawn until it is closed. */
    static LiveTable on(PrintStream out, Clock clock) {
        var table = new LiveTable(out, clock);
        var frames = new Thread(table::drawFrames, "sluice-table");
        frames.setDaemon(true);
        frames.start();
        return table;
    }

    private synchronized void drawFrames() {
        while (!closed) {
            draw();
            try {
                wait(FRAME_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public synchronized void on(RunEvent event) {
        resting = false;
        List<String> staying = event.match(board);
        if (!staying.isEmpty()) {
            erase();
            staying.forEach(out::println);
        }
    }

    /** Draws the board where it was drawn before, if it looks different now. */
    synchronized void draw() {
        List<String> lines = board.lines();
        if (resting || (lines.equals(last) && drawn == lines.size())) {
            return;
        }
        out.print(up() + NO_WRAP + CLEAR_BELOW + String.join("\n", lines) + "\n" + WRAP);
        out.flush();
        drawn = lines.size();
        last = lines;
    }

    /** Takes the table away until something happens again. */
    @Override
    public synchronized void clear() {
        resting = true;
        erase();
    }

    private void erase() {
        if (drawn > 0) {
            out.print(up() + CLEAR_BELOW);
            out.flush();
            drawn = 0;
        }
    }

    @Override
    public synchronized void close() {
        clear();
        closed = true;
        notifyAll();
    }

    private String up() {
        return drawn > 0 ? "\r\u001b[" + drawn + "A" : "";
    }
}
