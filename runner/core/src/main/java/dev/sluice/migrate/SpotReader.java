package dev.sluice.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads where the nodes of a YAML text stand. */
final class SpotReader {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    /** As deep as a text may be nested; deeper ones are refused when they are read for a run, too. */
    private static final int DEEPEST = 1000;

    private final int[] positions;
    private final Map<Anchor, Spot> anchors = new HashMap<>();
    private int depth;

    private SpotReader(String text) {
        this.positions = positions(text);
    }

    /** The documents of a text; empty where it is no YAML. */
    static Optional<List<Spot>> read(String text) {
        var reader = new SpotReader(text);
        var documents = new ArrayList<Spot>();
        try {
            Iterator<Event> events = new Parse(SETTINGS).parseString(text).iterator();
            while (events.hasNext()) {
                Event event = events.next();
                if (event instanceof NodeEvent) {
                    documents.add(reader.spot(event, events));
                    reader.anchors.clear();
                }
            }
            return Optional.of(documents);
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    /** The index in Java's count of each code point; null-length where both counts are the same. */
    private static int[] positions(String text) {
        if (text.codePoints().noneMatch(Character::isSupplementaryCodePoint)) {
            return new int[0];
        }
        int[] positions = new int[text.codePointCount(0, text.length()) + 1];
        int index = 0;
        for (int point = 0; point < positions.length; point++) {
            positions[point] = index;
            index += index < text.length() ? Character.charCount(text.codePointAt(index)) : 0;
        }
        return positions;
    }

    private int index(Optional<Mark> mark) {
        int point = mark.map(Mark::getIndex).orElse(0);
        return positions.length == 0 ? point : positions[Math.min(point, positions.length - 1)];
    }

    private Spot spot(Event event, Iterator<Event> events) {
        int start = index(event.getStartMark());
        int end = index(event.getEndMark());
        Spot spot = event instanceof AliasEvent alias
                ? new Spot(
                        Spot.Form.ALIAS,
                        start,
                        end,
                        false,
                        alias.getAlias().getValue(),
                        List.of(),
                        List.of(),
                        anchors.get(alias.getAlias()))
                : event instanceof ScalarEvent scalar ? scalar(scalar, start, end) : collection(event, start, events);
        ((NodeEvent) event)
                .getAnchor()
                .filter(anchor -> !(event instanceof AliasEvent))
                .ifPresent(anchor -> anchors.put(anchor, spot));
        return spot;
    }

    private static Spot scalar(ScalarEvent scalar, int start, int end) {
        boolean literal = scalar.getScalarStyle() == ScalarStyle.LITERAL;
        boolean folded = scalar.getScalarStyle() == ScalarStyle.FOLDED;
        return new Spot(
                literal ? Spot.Form.LITERAL : Spot.Form.SCALAR,
                start,
                end,
                !literal && !folded && !scalar.isPlain(),
                scalar.getValue(),
                List.of(),
                List.of(),
                null);
    }

    private Spot collection(Event event, int start, Iterator<Event> events) {
        if (++depth > DEEPEST) {
            throw new YamlEngineException("nested too deep");
        }
        boolean list = event.getEventId() == Event.ID.SequenceStart;
        boolean flow = ((CollectionStartEvent) event).isFlow();
        var entries = new ArrayList<Spot.Entry>();
        var items = new ArrayList<Spot>();
        int last = start;
        Event next = events.next();
        while (next instanceof NodeEvent) {
            Spot first = spot(next, events);
            last = first.end();
            if (list) {
                items.add(first);
            } else {
                Spot value = spot(events.next(), events);
                // An empty value has no place of its own.
                last = Math.max(last, value.end());
                entries.add(new Spot.Entry(first, value));
            }
            next = events.next();
        }
        depth--;
        // The parser ends a block collection where the next thing begins, comments and blank lines between them.
        int end = flow ? index(next.getEndMark()) : last;
        return new Spot(
                list ? Spot.Form.LIST : Spot.Form.MAPPING, start, end, flow, "", entries, items, (@Nullable Spot) null);
    }
}
