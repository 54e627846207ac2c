package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Dialect;
import dev.sluice.object.Origin;
import dev.sluice.object.WrittenMapping;
import dev.sluice.object.WrittenScalar;
import dev.sluice.object.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule that keys of what becomes JSON are texts: a number as a key can be patched and taken away, but not written.
 * After {@code RNode.MarshalJSON} of kustomize's {@code kyaml/yaml/rnode.go}.
 */
final class TextKeys {

    private static final String HINT = "choose a key that is neither a number nor a word like true, null or a date";

    private TextKeys() {}

    /**
     * @throws InvalidInput naming each key that is no text
     */
    static void require(List<Resource> resources) {
        var problems = new ArrayList<Problem>();
        resources.forEach(resource -> WrittenMapping.reread(resource.content(), problems));
        throwIfAny(problems);
    }

    /**
     * @throws InvalidInput naming each key that is no text
     */
    static void require(ObjectNode object) {
        var problems = new ArrayList<Problem>();
        WrittenMapping.reread(object, problems);
        throwIfAny(problems);
    }

    /**
     * A key that kustomize writes itself, and so without quotes ({@code FieldSetter} of {@code kyaml/yaml/fns.go}).
     *
     * @throws BuildException if it reads as something else than a text
     */
    static String unquoted(String key) {
        if (!isText(key)) {
            throw new BuildException(wrong(key), HINT);
        }
        return key;
    }

    /** A mapping of texts that kustomize writes anew: keys that are no texts without quotes are noted. */
    static ObjectNode strings(Map<String, String> values, Origin origin) {
        var odd = new HashMap<String, Problem>();
        ObjectNode mapping = Nodes.mapping();
        values.forEach((key, value) -> {
            mapping.put(key, value);
            if (!isText(key)) {
                odd.put(key, new Problem(origin.toString(), wrong(key), HINT));
            }
        });
        return WrittenMapping.withOddKeys(mapping, odd);
    }

    private static boolean isText(String key) {
        return !key.isEmpty() && YamlReader.isPlainKey(key, Dialect.KYAML);
    }

    private static String wrong(String key) {
        return "the key \"" + key + "\" is no text where it is written without quotes, as kustomize writes it";
    }

    /**
     * A copy of an object as JSON has it: without what only its text said.
     *
     * @throws InvalidInput naming each key that is no text
     */
    static ObjectNode json(ObjectNode object) {
        return (ObjectNode) json((JsonNode) object);
    }

    /**
     * The same for any node.
     *
     * @throws InvalidInput naming each key that is no text
     */
    static JsonNode json(JsonNode node) {
        var problems = new ArrayList<Problem>();
        WrittenMapping.reread(node, problems);
        throwIfAny(problems);
        return plain(node);
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode mapping) {
            ObjectNode copy = Nodes.mapping();
            mapping.forEachEntry((key, value) -> copy.set(key, plain(value)));
            return copy;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = Nodes.sequence();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return WrittenScalar.plain(node);
    }

    private static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
