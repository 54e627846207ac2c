package dev.sluice.cel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Expressions drawn at random, with what cel-go makes of them: a value, or in which phase it refuses them. */
class ExpressionCorpusTest {

    private static final int FEWEST_CASES = 1000;

    private final Expressions expressions = new Expressions();

    @Test
    void hasTheValueThatCelGoGives() throws IOException {
        JsonNode corpus = corpus();
        var differences = new ArrayList<String>();

        for (JsonNode sample : corpus.path("cases")) {
            JsonNode object = corpus.path("objects").get(sample.path("object").asInt());
            String found = found(sample, object);
            if (!found.equals(sample.path("want").asText())) {
                differences.add(sample + " but was " + found);
            }
        }

        assertThat(differences).isEmpty();
        assertThat(corpus.path("cases").size()).isGreaterThan(FEWEST_CASES);
    }

    private static JsonNode corpus() throws IOException {
        try (InputStream file = ExpressionCorpusTest.class.getResourceAsStream("expressions.json")) {
            return new ObjectMapper().readTree(requireNonNull(file));
        }
    }

    private String found(JsonNode sample, JsonNode object) {
        String text = sample.path("expr").asText();
        try {
            Expression expression = sample.path("checked").asBoolean()
                    ? expressions.condition(text, List.of("self", "dep"))
                    : expressions.parse(text);
            return shown(expression.value(object));
        } catch (InvalidExpression e) {
            return "compile";
        } catch (EvaluationFailure e) {
            return "evaluate";
        }
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ExpressionCorpusTest::shown).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> shown(entry.getKey()) + "=" + shown(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Optional<?> optional) {
            return "opt(" + optional.map(ExpressionCorpusTest::shown).orElse("") + ")";
        }
        return scalar(value);
    }

    private static String scalar(Object value) {
        if (value instanceof String text) {
            return "string:" + HexFormat.of().formatHex(text.getBytes(UTF_8));
        }
        if (value instanceof Bytes bytes) {
            return "bytes:" + HexFormat.of().formatHex(bytes.array());
        }
        if (value instanceof Double number) {
            return "double:" + (number.isNaN() ? "NaN" : Long.toHexString(Double.doubleToLongBits(number)));
        }
        if (value instanceof Moment moment) {
            Instant instant = moment.instant();
            return "ts:" + instant.getEpochSecond() + "." + instant.getNano();
        }
        if (value instanceof Duration duration) {
            return "dur:" + duration.toNanos();
        }
        return switch (TypeName.of(value).name()) {
            case "null_type" -> "null";
            case "type" -> "type:" + value;
            default -> TypeName.of(value) + ":" + value;
        };
    }
}
