package dev.sluice.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;

/** Writes events as lines, which end with no line end: {@linkplain #text for people}, {@linkplain #json for programs}. */
public final class EventLines {

    private final EventText text = new EventText();
    private final EventJson json;

    /** The clock stamps the JSON lines. */
    public EventLines(Clock clock) {
        this.json = new EventJson(requireNonNull(clock, "clock"));
    }

    /** The event as plain lines, free of escape sequences. */
    public List<String> text(RunEvent event) {
        return event.match(text);
    }

    /**
     * The event as JSON objects, one a line, in the form of Flux's events; empty where Flux tells nothing (steps, the
     * graph, the start of a unit).
     */
    public List<String> json(RunEvent event) {
        return event.match(json).stream().map(ObjectNode::toString).toList();
    }
}
