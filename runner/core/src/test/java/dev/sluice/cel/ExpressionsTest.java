package dev.sluice.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cel.InvalidExpression.Mistake;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions are, and how they fail. */
class ExpressionsTest {

    private final Expressions expressions = new Expressions();

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private boolean isTrue(String text, String data) throws Exception {
        return expressions.parse(text).isTrue(json(data));
    }

    @Test
    void asksTheFieldsOfAnObject() throws Exception {
        String object = """
                {"status": {"conditions": [{"type": "Ready", "status": "True"}]}}
                """;

        assertThat(isTrue("status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')", object))
                .isTrue();
    }

    @Test
    void comparesNumbersOfAllTypes() throws Exception {
        assertThat(isTrue("spec.n > 2.5 && spec.n == 3u && 2.5 < 3", "{\"spec\": {\"n\": 3}}"))
                .isTrue();
    }

    @Test
    void aSideThatDecidesIsEnoughThoughTheOtherOneFails() throws Exception {
        assertThat(isTrue("status.missing == 1 || true", "{\"status\": {}}")).isTrue();
        assertThat(isTrue("status.missing == 1 && false", "{\"status\": {}}")).isFalse();
    }

    @Test
    void aMissingFieldIsAFailureWithTheExpression() throws Exception {
        var expression = expressions.parse("status.phase == 'Up'");

        assertThatThrownBy(() -> expression.isTrue(json("{\"status\": {}}")))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessage("failed to evaluate the CEL expression 'status.phase == 'Up'': no such key: phase");
    }

    @Test
    void whatIsNeitherTrueNorFalseIsAFailure() throws Exception {
        var expression = expressions.parse("'true'");

        assertThatThrownBy(() -> expression.isTrue(json("{}")))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessage("failed to evaluate CEL expression as boolean: ''true''");
    }

    @Test
    void tellsWhereInTheTextAMistakeIs() {
        assertThatThrownBy(() -> expressions.parse("status.a == 1 &&\n  status."))
                .isInstanceOfSatisfying(InvalidExpression.class, invalid -> assertThat(invalid.mistakes())
                        .extracting(Mistake::line, Mistake::column)
                        .containsExactly(tuple(2, 10)));
    }

    /** cel-go computes what is constant when it makes the program, and refuses that. */
    @ParameterizedTest
    @ValueSource(
            strings = {"bool('yes')", "duration('1d') > duration('1h')", "name.matches('(')", "now() > 1", "a[null]"})
    void aConstantThatHasNoValueIsAMistakeOfTheExpression(String text) {
        assertThatThrownBy(() -> expressions.parse(text)).isInstanceOf(InvalidExpression.class);
    }

    @Test
    void aFunctionThatNobodyKnowsFailsOnlyWhereItIsCalled() throws Exception {
        assertThat(isTrue("true || spec.isFoo()", "{\"spec\": {}}")).isTrue();
    }

    @Test
    void aLongListIsCollectedInReasonableTime() throws Exception {
        var list = new StringBuilder("[0");
        for (int i = 1; i < 100_000; i++) {
            list.append(',').append(i);
        }

        assertThat(isTrue("l.map(x, x + 1).filter(x, x % 2 == 0).size() == 50000", "{\"l\": " + list + "]}"))
                .isTrue();
    }

    @Test
    void aConditionMustBeTrueOrFalse() {
        assertThatThrownBy(() -> expressions.condition("dep.status.ready", List.of("self", "dep")))
                .isInstanceOf(InvalidExpression.class)
                .hasMessage("output type mismatch: expected bool, got dyn");
    }

    @Test
    void aConditionKnowsOnlyItsVariables() {
        assertThatThrownBy(() -> expressions.condition("other.status.ready == true", List.of("self", "dep")))
                .isInstanceOf(InvalidExpression.class)
                .hasMessage("1:1: undeclared reference to 'other' (in container '')");
    }

    @Test
    void theItemsOfAListAreOfOneTypeInACondition() {
        assertThatThrownBy(() -> expressions.condition("dep.a in [1, 'a']", List.of("dep")))
                .isInstanceOf(InvalidExpression.class)
                .hasMessage("1:14: expected type 'int' but found 'string'");
    }

    @Test
    void answersATextWhereOneIsAskedFor() throws Exception {
        var expression = expressions.text(
                "event.involvedObject.kind + '/' + string(event.n)", List.of("event", "alert", "provider"));

        assertThat(expression.text(json("{\"event\": {\"involvedObject\": {\"kind\": \"Kustomization\"}, \"n\": 3}}")))
                .isEqualTo("Kustomization/3");
    }

    @Test
    void aMessageOfProtocolBuffersIsAMistake() {
        assertThatThrownBy(() -> expressions.parse("google.protobuf.Int64Value{value: 1} == 1"))
                .isInstanceOf(InvalidExpression.class)
                .hasMessage("unknown type: google.protobuf.Int64Value");
    }

    /** Flux's ends with the time of the health check. */
    @Test
    @Timeout(30)
    void anExpressionWithoutEndIsAFailure() throws Exception {
        String items = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(%s, ";
        String loops = IntStream.range(0, 12)
                .mapToObj(number -> items.formatted("n" + number))
                .collect(Collectors.joining());
        var expression = expressions.parse(loops + "true" + ")".repeat(12));

        assertThatThrownBy(() -> expression.isTrue(json("{}")))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageEndingWith(": operation interrupted: it takes more than 10000000 steps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['aaaaaaaa']%s.size() > 0::.map(t, t + t)",
                "[b'aaaaaaaa']%s.size() > 0::.map(t, t + t)",
                "[[1, 2, 3, 4]]%s.size() > 0::.map(t, t + t)",
                "['aaaaaaaa']%s.size() > 0::.map(t, t.replace('', t))",
                "['aaaaaaaa']%s.size() > 0::.map(t, [t, t, t].join(t))",
                "['aaaaaaaa']%s.size() > 0::.map(t, '%%s%%s'.format([t, t]))"
            })
    @Timeout(30)
    void aValueThatTakesAllMemoryIsAFailure(String growing) throws Exception {
        String[] parts = growing.split("::", 2);
        var expression =
                expressions.parse(parts[0].formatted(parts[1].replace("%%", "%").repeat(40)));

        assertThatThrownBy(() -> expression.isTrue(json("{}")))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageEndingWith(": operation interrupted: a value of more than 10000000 letters or items");
    }
}
