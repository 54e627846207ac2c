package dev.sluice.event;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON lines of a run's events, written the moment they happen. */
public final class EventStream implements RunListener, AutoCloseable {

    private final String name;
    private final EventLines lines;
    private final PrintStream out;

    /** A stream that is closed with this one. The name stands for it in messages. */
    public EventStream(String name, OutputStream out, EventLines lines) {
        this.name = requireNonNull(name, "name");
        this.lines = requireNonNull(lines, "lines");
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** A new file, with the directories above it; what it held is lost. */
    public static EventStream to(Path file, EventLines lines) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new EventStream(file.toString(), Files.newOutputStream(file), lines);
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), "events cannot be written here: " + e, "name another file");
        }
    }

    @Override
    public void on(RunEvent event) {
        lines.json(event).forEach(line -> out.print(line + "\n"));
    }

    /** Fails where a line could not be written: a program that reads the events must not take them for whole. */
    @Override
    public void close() {
        boolean failed = out.checkError();
        out.close();
        if (failed) {
            throw new Rejected(name, "events could not be written: no space left, or nobody reads them");
        }
    }
}
