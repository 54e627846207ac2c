package dev.sluice.object;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads texts of one or more JSON objects, one after another, without YAML's detours. Source of the rule that they
 * are tried as JSON first: {@code YAMLOrJSONDecoder} in {@code k8s.io/apimachinery/pkg/util/yaml}.
 */
final class JsonComposer {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NodeComposer.DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Dialect dialect;
    private final Duplicates duplicates;

    JsonComposer(Dialect dialect, Duplicates duplicates) {
        this.dialect = dialect;
        this.duplicates = duplicates;
    }

    /**
     * The objects of the text, or nothing where it is no JSON.
     *
     * @throws InvalidInput naming every duplicate key
     */
    Optional<List<YamlDocument>> compose(String text, String file) {
        if (!beginsWithObject(text)) {
            return Optional.empty();
        }
        var problems = new ArrayList<Problem>();
        var documents = new ArrayList<YamlDocument>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            while (parser.nextToken() != null) {
                var findings = new Findings(file, 1, duplicates);
                Origin origin = findings.at(line(parser));
                JsonNode content = value(parser, findings);
                documents.add(new YamlDocument(content, origin, findings.warnings()));
                problems.addAll(findings.problems());
            }
        } catch (JsonProcessingException e) {
            // Broken JSON may be YAML; what is neither gets the YAML reader's message.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!problems.isEmpty() && duplicates == Duplicates.FIRST_COUNTS) {
            // What becomes of the second is the YAML reader's matter.
            return Optional.empty();
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return Optional.of(documents);
    }

    private static boolean beginsWithObject(String text) {
        int i = 0;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '{';
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr() - 1;
    }

    private JsonNode value(JsonParser parser, Findings findings) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser, findings);
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser, findings));
            }
            return array;
        }
        if (token.isNumeric()) {
            return number(parser, findings);
        }
        if (token.isBoolean()) {
            return JsonNodeFactory.instance.booleanNode(parser.getBooleanValue());
        }
        if (token == JsonToken.VALUE_NULL) {
            return NullNode.getInstance();
        }
        return dialect.isGoYaml3()
                ? WrittenScalar.quoted(parser.getText())
                : JsonNodeFactory.instance.textNode(parser.getText());
    }

    private ObjectNode object(JsonParser parser, Findings findings) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Map<String, Integer> lines = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Integer first = lines.putIfAbsent(key, line(parser));
            if (first != null) {
                findings.duplicateKey(key, line(parser), first);
            }
            parser.nextToken();
            object.set(key, value(parser, findings));
        }
        return object;
    }

    private JsonNode number(JsonParser parser, Findings findings) throws IOException {
        JsonNode number =
                PlainScalars.resolve(parser.getText(), Dialect.KUBERNETES).value();
        if (number == null || !number.isNumber()) {
            findings.problem(line(parser), "the number is out of range", null);
            return NullNode.getInstance();
        }
        return dialect.isGoYaml3() ? WrittenScalar.spelled(number, parser.getText()) : number;
    }
}
