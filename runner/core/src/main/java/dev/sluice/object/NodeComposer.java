package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes the nodes of one document in one pass over its events. Source of the rules: {@code decode.go} of
 * {@code go.yaml.in/yaml/v2} and {@code convertToJSONableObject} of {@code sigs.k8s.io/yaml}; for kyaml
 * {@code decode.go} of v3 and {@code RNode.DeAnchor}.
 */
final class NodeComposer {

    /** How deep collections may be nested: far beyond any object, and well within the stack. */
    static final int DEEPEST = 500;

    static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setParseComments(false)
            .build();
    private static final String STRING_TAG = "tag:yaml.org,2002:str";
    private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

    private final Dialect dialect;
    private final Findings findings;
    private final String text;
    private final ScalarReader scalars;
    private final JsonComments comments;
    private final AliasBudget budget = new AliasBudget();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private @Nullable Event last;
    private int depth;
    private int flowDepth;

    NodeComposer(Dialect dialect, Findings findings, String text) {
        this.dialect = dialect;
        this.findings = findings;
        this.text = text;
        this.scalars = new ScalarReader(dialect, findings, text);
        this.comments = JsonComments.of(dialect.isGoYaml3() ? text : "");
    }

    /** The document, or nothing where it has mistakes: they are among the findings then. */
    Optional<YamlDocument> compose() {
        try {
            return Optional.of(document(new Parse(SETTINGS).parseString(text).iterator()));
        } catch (YamlEngineException e) {
            new SyntaxProblem(text).report(e, findings);
        } catch (Unreadable e) {
            findings.problem(e.line(), e.what(), e.hint());
        }
        return Optional.empty();
    }

    private YamlDocument document(Iterator<Event> events) {
        JsonNode content = NullNode.getInstance();
        Origin origin = findings.at(0);
        boolean first = true;
        while (events.hasNext()) {
            Event event = events.next();
            if (!(event instanceof NodeEvent)) {
                continue;
            }
            if (first) {
                origin = findings.at(line(event));
                content = node(event, events);
                first = false;
            } else if (!isEmpty(event)) {
                throw new Unreadable(
                        line(event), "a second document that no line --- separates", "put --- between them, not ...");
            }
        }
        return new YamlDocument(content, origin, findings.warnings());
    }

    private JsonNode node(Event event, Iterator<Event> events) {
        if (event instanceof AliasEvent alias) {
            Anchored anchored = anchored(alias);
            budget.expand(anchored.size(), line(event));
            return anchored.copy();
        }
        budget.count();
        if (event instanceof ScalarEvent scalarEvent) {
            return scalarNode(scalarEvent);
        }
        return collection((NodeEvent) event, events);
    }

    private JsonNode scalarNode(ScalarEvent event) {
        Scalar scalar = scalars.read(event, flowDepth > 0);
        JsonNode value = scalar.value();
        if (value == null) {
            findings.problem(line(event), "the value is " + scalar.described(), "quote it if it is a text");
            value = NullNode.getInstance();
        }
        if (dialect.isGoYaml3()) {
            value = written(value, event);
        }
        if (event.getAnchor().isPresent()) {
            anchors.put(event.getAnchor().get(), new Anchored(value, scalar, 1));
        }
        return value;
    }

    private JsonNode written(JsonNode value, ScalarEvent event) {
        if (!event.isPlain()) {
            return value.isTextual() ? WrittenScalar.quoted(value.textValue()) : value;
        }
        boolean nothing = event.getValue().isEmpty() && event.getTag().isEmpty();
        return nothing && flowDepth > 0 && dialect == Dialect.KYAML
                ? WrittenScalar.NOTHING_IN_FLOW
                : WrittenScalar.spelled(value, event.getValue());
    }

    private JsonNode collection(NodeEvent event, Iterator<Event> events) {
        if (++depth > DEEPEST) {
            throw new Unreadable(line(event), "nested deeper than " + DEEPEST + " levels", null);
        }
        @Nullable Anchor anchor = event.getAnchor().orElse(null);
        if (anchor != null) {
            anchors.put(anchor, Anchored.UNFINISHED);
        }
        long before = budget.total();
        int flow = event instanceof CollectionStartEvent start && start.isFlow() ? 1 : 0;
        flowDepth += flow;
        boolean sequence = event.getEventId() == Event.ID.SequenceStart;
        JsonNode node = sequence ? sequence(events) : mapping(events);
        flowDepth -= flow;
        depth--;
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, null, budget.total() - before + 1));
        }
        return node;
    }

    private ArrayNode sequence(Iterator<Event> events) {
        ArrayNode sequence = JsonNodeFactory.instance.arrayNode();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            sequence.add(node(event, events));
            event = events.next();
        }
        last = event;
        return sequence;
    }

    private ObjectNode mapping(Iterator<Event> events) {
        var mapping = new MappingBuilder(dialect, findings);
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (isMerge(event)) {
                Event value = events.next();
                mapping.merge(node(value, events), line(value));
            } else {
                field(mapping, event, events);
            }
            event = events.next();
        }
        last = event;
        return mapping.build();
    }

    private void field(MappingBuilder mapping, Event keyEvent, Iterator<Event> events) {
        String key = key(keyEvent, mapping);
        Event value = events.next();
        refuseGluedColon(keyEvent, value);
        last = value;
        mapping.put(key, node(value, events), line(keyEvent));
        if (!comments.areNone()) {
            mapping.comments(key, comments.of(keyEvent, requireNonNull(last, "last")));
        }
    }

    // [a:, b] is a key without value to YAML 1.2 and this parser, but the text "a:" to go-yaml.
    private void refuseGluedColon(Event key, Event value) {
        if (flowDepth == 0 || !isEmpty(value) || !(key instanceof ScalarEvent scalar && scalar.isPlain())) {
            return;
        }
        int colon =
                text.offsetByCodePoints(0, key.getEndMark().map(Mark::getIndex).orElse(0));
        boolean glued = text.startsWith(":", colon) && ",]}".indexOf(text.charAt(colon + 1)) >= 0;
        if (glued) {
            findings.problem(
                    line(key),
                    "a colon right before a comma or a bracket",
                    "quote the text, or put a blank behind the colon");
        }
    }

    private String key(Event event, MappingBuilder mapping) {
        if (event instanceof ScalarEvent scalarEvent) {
            Scalar scalar = scalars.read(scalarEvent, flowDepth > 0);
            if (scalarEvent.getAnchor().isPresent()) {
                JsonNode value = scalar.value();
                anchors.put(
                        scalarEvent.getAnchor().get(),
                        new Anchored(value == null ? NullNode.getInstance() : value, scalar, 1));
            }
            return dialect.isGoYaml3()
                    ? kyamlKey(scalarEvent, scalar, mapping)
                    : checkedKey(scalar.key(), scalar, event);
        }
        if (event instanceof AliasEvent alias) {
            @Nullable Scalar scalar = anchored(alias).scalar();
            if (scalar != null) {
                return checkedKey(scalar.key(), scalar, event);
            }
        }
        throw new Unreadable(
                line(event), "a mapping or a list cannot be a key", "quote text that begins with { or [, as {{ does");
    }

    // kyaml decodes the outermost mapping into map[string]interface{}, which takes every key as it is written. Below
    // it, a key that is no text makes a map[interface{}]interface{}, which Go's JSON refuses, if it is still there
    // then.
    private String kyamlKey(ScalarEvent event, Scalar scalar, MappingBuilder mapping) {
        boolean tagged = event.getTag()
                .filter(tag -> !tag.equals(STRING_TAG) && !tag.equals(ScalarReader.NON_SPECIFIC_TAG))
                .isPresent();
        if (scalar instanceof Scalar.Text text && !tagged) {
            return text.text();
        }
        boolean literally = depth == 1 && !(scalar instanceof Scalar.Nothing);
        if (!literally) {
            mapping.oddKey(event.getValue(), noText(scalar, event));
        }
        return event.getValue();
    }

    private Problem noText(Scalar scalar, Event event) {
        String what = "the key is " + scalar.described() + ", not a plain text";
        return new Problem(findings.at(line(event)).toString(), what, "quote the key");
    }

    private String checkedKey(@Nullable String key, Scalar scalar, Event event) {
        if (key == null) {
            findings.problem(noText(scalar, event));
            return "";
        }
        return key;
    }

    private Anchored anchored(AliasEvent event) {
        String name = event.getAlias().getValue();
        @Nullable Anchored anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            throw new Unreadable(
                    line(event),
                    "alias *" + name + " of no anchor",
                    "define &" + name + " before it in the same document, or quote a text that begins with *");
        }
        if (!anchored.isFinished()) {
            throw new Unreadable(line(event), "the value of anchor &" + name + " contains itself", null);
        }
        return anchored;
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().equals(YamlReader.MERGE_KEY)
                && ((scalar.isPlain() && scalar.getTag().isEmpty())
                        || scalar.getTag().filter(MERGE_TAG::equals).isPresent());
    }

    private static boolean isEmpty(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0);
    }
}
