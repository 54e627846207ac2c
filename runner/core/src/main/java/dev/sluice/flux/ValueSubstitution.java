package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.object.PlainText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Substitution value by value: what {@link Substitution} makes of an object through its text, for objects of which each
 * line of that text stays a line of its own. That is so where all is printable ASCII, every {@code $} begins a name with at
 * most a default, no key holds one, and what takes an expression's place is a word without anything that means something
 * to YAML. Then only the type of an unquoted value has to be read anew. All other objects go through their text.
 */
final class ValueSubstitution {

    private static final String WORD = "[A-Za-z0-9_./@+-](?:[A-Za-z0-9_./@+:-]*[A-Za-z0-9_./@+-])?";
    private static final Pattern WHOLE_WORD = Pattern.compile(WORD);

    /** A word that may begin an unquoted value. */
    private static final Pattern BEGINNING = Pattern.compile("[A-Za-z0-9_/].*");

    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?:(?::?=|:-)(" + WORD + "))?}");
    private static final String MERGE_KEY = "<<";

    /** What the class does not answer for. */
    private static final class NotSimpleException extends Exception {
        private static final long serialVersionUID = 1L;

        NotSimpleException() {
            // Thrown for many objects, and nobody reads it.
            super(null, null, false, false);
        }
    }

    private final Map<String, String> variables;

    ValueSubstitution(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The object with the values of the variables, which shares with the given one what is the same; empty where its text is needed. */
    Optional<ObjectNode> of(ObjectNode object) {
        try {
            return Optional.of((ObjectNode) replaced(object));
        } catch (NotSimpleException e) {
            return Optional.empty();
        }
    }

    private JsonNode replaced(JsonNode value) throws NotSimpleException {
        if (value instanceof ObjectNode mapping) {
            return mapping(mapping);
        }
        if (value instanceof ArrayNode list) {
            return list(list);
        }
        return value.isTextual() ? text(value) : unchanged(value);
    }

    /** Floating-point numbers and large ones come out of a text as others. */
    private static JsonNode unchanged(JsonNode value) throws NotSimpleException {
        if (value.isFloatingPointNumber() || (value.isNumber() && !Substitution.isExact(value))) {
            throw new NotSimpleException();
        }
        return value;
    }

    @SuppressWarnings(
            "ReferenceEquality") // The same node says that nothing was replaced; comparing content costs a walk.
    private ObjectNode mapping(ObjectNode mapping) throws NotSimpleException {
        ObjectNode changed = null;
        for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
            if (holdsDollar(entry.getKey()) || entry.getKey().equals(MERGE_KEY)) {
                throw new NotSimpleException();
            }
            JsonNode after = replaced(entry.getValue());
            if (after != entry.getValue()) {
                changed = changed == null ? mapping.objectNode().setAll(mapping) : changed;
                changed.set(entry.getKey(), after);
            }
        }
        return changed == null ? mapping : changed;
    }

    @SuppressWarnings("ReferenceEquality") // As above.
    private ArrayNode list(ArrayNode list) throws NotSimpleException {
        ArrayNode changed = null;
        for (int index = 0; index < list.size(); index++) {
            JsonNode after = replaced(list.get(index));
            if (after != list.get(index)) {
                changed = changed == null ? list.arrayNode(list.size()).addAll(list) : changed;
                changed.set(index, after);
            }
        }
        return changed == null ? list : changed;
    }

    /** Whether there is one; the text must be simple anyway. */
    private static boolean holdsDollar(String text) throws NotSimpleException {
        boolean dollar = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n') || c > '~') {
                throw new NotSimpleException();
            }
            dollar |= c == '$';
        }
        return dollar;
    }

    private JsonNode text(JsonNode value) throws NotSimpleException {
        String before = value.asText();
        if (!holdsDollar(before)) {
            return value;
        }
        var after = new StringBuilder();
        int done = 0;
        Matcher matcher = EXPRESSION.matcher(before);
        while (matcher.find()) {
            after.append(literal(before, done, matcher.start())).append(word(matcher));
            done = matcher.end();
        }
        after.append(literal(before, done, before.length()));
        return read(before, after.toString());
    }

    private static JsonNode read(String before, String after) throws NotSimpleException {
        if (!PlainText.isPlain(before)) {
            return TextNode.valueOf(after);
        }
        if (before.charAt(0) == '$' && !BEGINNING.matcher(after).lookingAt()) {
            throw new NotSimpleException();
        }
        JsonNode read = PlainText.read(after).orElseThrow(NotSimpleException::new);
        return read.isFloatingPointNumber() ? read : unchanged(read);
    }

    private static String literal(String text, int start, int end) throws NotSimpleException {
        if (text.indexOf('$', start) >= 0 && text.indexOf('$', start) < end) {
            throw new NotSimpleException();
        }
        return text.substring(start, end);
    }

    private String word(Matcher expression) throws NotSimpleException {
        String value = variables.getOrDefault(expression.group(1), "");
        String word = value.isEmpty() ? expression.group(2) : value;
        if (word == null || !WHOLE_WORD.matcher(word).matches()) {
            throw new NotSimpleException();
        }
        return word;
    }
}
