package dev.sluice.object;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The lines of all fields of a text, for messages. It reads the text once more: make one when there is something to
 * report, not before.
 */
public final class FieldLocator {

    private final String file;
    private final List<Place> documents;

    private FieldLocator(String file, List<Place> documents) {
        this.file = file;
        this.documents = documents;
    }

    /** The fields of a text that {@link YamlReader} or {@link Manifests} has read. */
    public static FieldLocator of(String text, String file) {
        var documents = new ArrayList<Place>();
        for (DocumentText document : new DocumentSplitter(Dialect.KUBERNETES).split(text, file, new ArrayList<>())) {
            new Outline(document.line()).read(QuotedEscapes.repaired(document.text()), documents);
        }
        return new FieldLocator(file, List.copyOf(documents));
    }

    /**
     * Where a field stands.
     *
     * @param object the origin of the document or of the object in it
     * @param path the names of the fields, and the indexes of list items from 0, from the object on
     * @return the line of the field's key or of the list item; where the field is missing, that of the innermost one
     *     around it that is there
     */
    public Origin locate(Origin object, List<String> path) {
        List<Place> places = placesOf(object);
        return places.stream()
                .filter(place -> place.at(path) != null)
                .findFirst()
                .or(() -> places.stream().findFirst())
                .map(place -> new Origin(file, place.follow(path)))
                .orElse(object);
    }

    /**
     * A field that is written in the text.
     *
     * @param origin the line of the field's key or of the list item
     * @param text the value as it is read, before it is taken for a number or the like; null where it is no scalar
     * @param form how the field came here
     */
    public record Written(Origin origin, @Nullable String text, Form form) {}

    /** How a field came to where it is. */
    public enum Form {
        /** It is written there. */
        OWN,
        /** An alias stands for its value. */
        ALIAS,
        /** It comes from behind a merge key and an alias. */
        MERGED
    }

    /** Where a field stands, as {@link #locate(Origin, List)}; empty where it is missing. */
    public Optional<Written> find(Origin object, List<String> path) {
        return findAll(object, path).findFirst();
    }

    /** The same of all objects that begin at the line: in the flow style of JSON a list and its items may do so. */
    public Stream<Written> findAll(Origin object, List<String> path) {
        return placesOf(object).stream().flatMap(place -> {
            @Nullable Place field = place.at(path);
            return field == null
                    ? Stream.empty()
                    : Stream.of(new Written(new Origin(file, place.follow(path)), field.text(), field.form()));
        });
    }

    /** The document and the items of lists that begin at the line of an origin, what is around others first. */
    private List<Place> placesOf(Origin object) {
        @Nullable Place found = null;
        for (Place document : documents) {
            if (document.line() <= object.line()) {
                found = document;
            }
        }
        var places = new ArrayList<Place>();
        if (found != null && found.line() == object.line()) {
            places.add(found);
        }
        if (found != null) {
            found.addItemsAt(object.line(), places);
        }
        return places;
    }

    /** The same for a JSON pointer: {@code /spec/containers/0/image}. */
    public Origin locate(Origin object, String pointer) {
        var path = new ArrayList<String>();
        for (String element : pointer.split("/", -1)) {
            path.add(element.replace("~1", "/").replace("~0", "~"));
        }
        return locate(object, path.subList(1, path.size()));
    }

    /**
     * A node of a document.
     *
     * @param line where its content begins, from 1
     * @param text the value of a scalar
     * @param fields what it holds, by key or index
     * @param keyLines the lines of the keys or items
     * @param form how it came here
     */
    private record Place(
            int line, @Nullable String text, Map<String, Place> fields, Map<String, Integer> keyLines, Form form) {

        Place as(Form other, int otherLine) {
            return new Place(otherLine, text, fields, keyLines, other);
        }

        int follow(List<String> path) {
            Place place = this;
            int at = line;
            for (String element : path) {
                @Nullable Place next = place.fields.get(element);
                if (next == null) {
                    return at;
                }
                at = place.keyLines.getOrDefault(element, next.line);
                place = next;
            }
            return at;
        }

        /** What stands at a path; null where nothing does. */
        @Nullable
        Place at(List<String> path) {
            @Nullable Place place = this;
            for (String element : path) {
                place = place == null ? null : place.fields.get(element);
            }
            return place;
        }

        void addItemsAt(int wanted, List<Place> places) {
            for (Place field : fields.values()) {
                if (field.line == wanted && field.text == null && !field.fields.containsKey("0")) {
                    places.add(field);
                }
                // What an alias stands for was looked at where it is written.
                if (field.form == Form.OWN) {
                    field.addItemsAt(wanted, places);
                }
            }
        }
    }

    /** Reads the places of one document. */
    private static final class Outline {

        private final int firstLine;
        private final Map<Anchor, Place> anchors = new HashMap<>();
        private int depth;

        Outline(int firstLine) {
            this.firstLine = firstLine;
        }

        void read(String text, List<Place> documents) {
            try {
                Iterator<Event> events =
                        new Parse(NodeComposer.SETTINGS).parseString(text).iterator();
                while (events.hasNext()) {
                    Event event = events.next();
                    if (event instanceof NodeEvent) {
                        documents.add(place(event, events));
                    }
                }
            } catch (YamlEngineException | Unreadable e) {
                // What cannot be read has been reported by the reader; the fields before it are of no use alone.
                return;
            }
        }

        private Place place(Event event, Iterator<Event> events) {
            @Nullable String text = event instanceof ScalarEvent scalar ? scalar.getValue() : null;
            var place = new Place(line(event), text, new LinkedHashMap<>(), new HashMap<>(), Form.OWN);
            if (event instanceof AliasEvent alias) {
                return anchors.getOrDefault(alias.getAlias(), place).as(Form.ALIAS, place.line());
            }
            if (event.getEventId() != Event.ID.Scalar) {
                collection(event, place, events);
            }
            ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, place));
            return place;
        }

        private void collection(Event event, Place place, Iterator<Event> events) {
            if (++depth > NodeComposer.DEEPEST) {
                throw new Unreadable(line(event), "nested too deep", null);
            }
            if (event.getEventId() == Event.ID.SequenceStart) {
                items(place, events);
            } else {
                fields(place, events);
            }
            depth--;
        }

        private void items(Place place, Iterator<Event> events) {
            Event event = events.next();
            for (int i = 0; event.getEventId() != Event.ID.SequenceEnd; i++) {
                place.keyLines().put(Integer.toString(i), line(event));
                place.fields().put(Integer.toString(i), place(event, events));
                event = events.next();
            }
        }

        private void fields(Place place, Iterator<Event> events) {
            Event event = events.next();
            while (event.getEventId() != Event.ID.MappingEnd) {
                String key = event instanceof ScalarEvent scalar ? scalar.getValue() : "";
                int line = line(event);
                if (event.getEventId() != Event.ID.Scalar) {
                    place(event, events);
                }
                Place value = place(events.next(), events);
                if (key.equals("<<")) {
                    merge(value, place);
                    value.keyLines().forEach(place.keyLines()::putIfAbsent);
                } else {
                    place.keyLines().put(key, line);
                    place.fields().put(key, value);
                }
                event = events.next();
            }
        }

        private static void merge(Place merged, Place place) {
            boolean alias = merged.form() == Form.ALIAS;
            merged.fields().forEach((name, field) -> place.fields()
                    .putIfAbsent(name, alias ? field.as(Form.MERGED, field.line()) : field));
        }

        private int line(Event event) {
            return firstLine + event.getStartMark().map(Mark::getLine).orElse(0);
        }
    }
}
