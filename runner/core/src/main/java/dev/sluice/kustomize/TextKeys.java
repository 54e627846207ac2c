package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Dialect;
import dev.sluice.object.WrittenMapping;
import dev.sluice.object.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule that keys of what becomes JSON are texts: a number as a key can be patched and taken away, but not written.
 * After {@code RNode.MarshalJSON} of kustomize's {@code kyaml/yaml/rnode.go}.
 */
final class TextKeys {

    private TextKeys() {}

    /**
     * @throws InvalidInput naming each key that is no text
     */
    static void require(List<Resource> resources) {
        var problems = new ArrayList<Problem>();
        resources.forEach(resource -> collect(resource.content(), problems));
        throwIfAny(problems);
    }

    /**
     * A key that kustomize writes itself, and so without quotes ({@code FieldSetter} of {@code kyaml/yaml/fns.go}).
     *
     * @throws BuildException if it reads as something else than a text
     */
    static String unquoted(String key) {
        if (key.isEmpty()) {
            throw new BuildException("a key is empty");
        }
        if (!YamlReader.isPlainKey(key, Dialect.KYAML)) {
            throw new BuildException(
                    "the key " + key + " is no text where it is written without quotes, as kustomize writes it",
                    "choose a key that is neither a number nor a word like true, null or a date");
        }
        return key;
    }

    /**
     * A copy of an object as JSON has it: without what only its text said.
     *
     * @throws InvalidInput naming each key that is no text
     */
    static ObjectNode json(ObjectNode object) {
        var problems = new ArrayList<Problem>();
        collect(object, problems);
        throwIfAny(problems);
        return plain(object);
    }

    private static ObjectNode plain(ObjectNode object) {
        ObjectNode copy = Nodes.mapping();
        object.forEachEntry((key, value) -> copy.set(key, plain(value)));
        return copy;
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode mapping) {
            return plain(mapping);
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = Nodes.sequence();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return node.isNull() ? NullNode.getInstance() : node;
    }

    private static void collect(JsonNode node, List<Problem> problems) {
        if (node instanceof ObjectNode mapping) {
            problems.addAll(WrittenMapping.oddKeys(mapping));
        }
        node.forEach(child -> collect(child, problems));
    }

    private static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
