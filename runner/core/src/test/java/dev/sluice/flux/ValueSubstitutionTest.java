package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueSubstitutionTest {

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("word", "eu-west-1"),
            Map.entry("number", "3"),
            Map.entry("octal", "0777"),
            Map.entry("large", "12345678901234567890"),
            Map.entry("point", "1.50"),
            Map.entry("infinite", "1e999"),
            Map.entry("yes", "yes"),
            Map.entry("date", "2024-01-01"),
            Map.entry("dash", "-"),
            Map.entry("dashes", "---"),
            Map.entry("dots", "..."),
            Map.entry("nothing", "null"),
            Map.entry("address", "team@example.org"),
            Map.entry("at", "@here"),
            Map.entry("port", "web:80"),
            Map.entry("colon", "web:"),
            Map.entry("tilde", "~"),
            Map.entry("words", "two words"),
            Map.entry("comment", "a #b"),
            Map.entry("mapping", "{a: 1}"),
            Map.entry("quote", "\""),
            Map.entry("umlaut", "Müller"),
            Map.entry("dollar", "${word}"),
            Map.entry("empty", ""));

    private static final List<String> PIECES = List.of(
            "${word}",
            "${number}",
            "${octal}",
            "${large}",
            "${point}",
            "${infinite}",
            "${yes}",
            "${date}",
            "${dash}",
            "${dashes}",
            "${dots}",
            "${nothing}",
            "${address}",
            "${at}",
            "${port}",
            "${colon}",
            "${tilde}",
            "${words}",
            "${comment}",
            "${mapping}",
            "${quote}",
            "${umlaut}",
            "${dollar}",
            "${empty}",
            "${gone}",
            "${gone:=7}",
            "${gone:-x y}",
            "${empty=a}",
            "${word^^}",
            "${word:0:2}",
            "${#word}",
            "$${word}",
            "$word",
            "$",
            "a",
            "b-",
            "1",
            "0x",
            "e5",
            ".",
            ": ",
            ":",
            " #",
            " ",
            "  ",
            "- ",
            "-",
            "\n",
            "\n\n",
            "'",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&",
            "*",
            "!",
            "%",
            "@",
            "`",
            "|",
            ">",
            "?",
            "<<",
            "=",
            "~",
            "y",
            "no",
            "null",
            "true",
            "\\",
            "\t",
            "ü",
            "\u2028",
            "\u00a0",
            "a long text with many words of which the writer breaks the line, somewhere behind its eightieth column, I");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatTheTextBecomes(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            Manifest object = object(random);

            Optional<ObjectNode> byValue = new ValueSubstitution(VARIABLES).of(object.content());

            byValue.ifPresent(content -> assertThat(YamlWriter.write(content))
                    .as(YamlWriter.write(object.content()))
                    .isEqualTo(throughText(object)));
        }
    }

    @Test
    void answersForMostObjects() {
        var random = new Random(5);
        int answered = 0;
        for (int round = 0; round < 3000; round++) {
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("a", PIECES.get(random.nextInt(9)) + "-" + PIECES.get(random.nextInt(9)));
            answered += new ValueSubstitution(VARIABLES).of(content).isPresent() ? 1 : 0;
        }

        assertThat(answered).isGreaterThan(2500);
    }

    @Test
    void sharesWhatIsTheSame() {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("a", "${word}");
        JsonNode same = content.putObject("b").put("c", 1);

        ObjectNode substituted = new ValueSubstitution(VARIABLES).of(content).orElseThrow();

        assertThat(substituted.get("b")).isSameAs(same);
        assertThat(content.get("a").asText()).isEqualTo("${word}");
    }

    private static String throughText(Manifest object) {
        try {
            return YamlWriter.write(
                    Substitution.throughText(object, VARIABLES, true).content());
        } catch (InvalidInput e) {
            return "refused: " + e.problems();
        }
    }

    private static Manifest object(Random random) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("apiVersion", "v1").put("kind", "ConfigMap");
        content.putObject("metadata").put("name", "x");
        content.set("data", node(random, 3));
        return Manifest.of(content, new Origin("a.yaml", 1));
    }

    private static JsonNode node(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        int choice = random.nextInt(depth > 0 ? 12 : 8);
        return switch (choice) {
            case 0 -> nodes.numberNode(random.nextInt(100));
            case 1 -> random.nextInt(10) == 0 ? nodes.numberNode(1.5) : nodes.booleanNode(true);
            case 2 -> random.nextInt(10) == 0 ? nodes.numberNode(1L << 60) : nodes.nullNode();
            case 3, 4, 5, 6, 7 -> nodes.textNode(text(random));
            case 8, 9 -> {
                var list = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(node(random, depth - 1));
                }
                yield list;
            }
            default -> {
                ObjectNode mapping = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    mapping.set(random.nextInt(4) == 0 ? text(random) : "k" + i, node(random, depth - 1));
                }
                yield mapping;
            }
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            // Half of the pieces are expressions with a value, so that not all objects hold something odd.
            text.append(PIECES.get(random.nextBoolean() ? random.nextInt(18) : random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
