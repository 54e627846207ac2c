package dev.sluice.cluster.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cel.Expression;
import dev.sluice.cel.Expressions;
import dev.sluice.cel.InvalidExpression;
import dev.sluice.cluster.status.StatusEvaluator.Part;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How objects are by expressions, and which objects are. */
class StatusEvaluatorTest {

    private final Expressions expressions = new Expressions();

    private StatusEvaluator evaluator(Map<Part, String> texts) throws InvalidExpression {
        var parts = new EnumMap<Part, Expression>(Part.class);
        for (Map.Entry<Part, String> text : texts.entrySet()) {
            parts.put(text.getKey(), expressions.parse(text.getValue()));
        }
        return new StatusEvaluator(parts);
    }

    private StatusEvaluator current(String text) throws InvalidExpression {
        return evaluator(Map.of(Part.CURRENT, text));
    }

    private static JsonNode object(String yaml) {
        return LiveObjects.live(yaml);
    }

    @Test
    void asksForProgressBeforeFailureAndForFailureBeforeSuccess() throws InvalidExpression {
        var all = evaluator(Map.of(Part.CURRENT, "status.c", Part.FAILED, "status.f", Part.IN_PROGRESS, "status.p"));

        assertThat(all.of(object("status: {c: true, f: true, p: true}")).status())
                .isEqualTo(Status.IN_PROGRESS);
        assertThat(all.of(object("status: {c: true, f: true, p: false}")).status())
                .isEqualTo(Status.FAILED);
        assertThat(all.of(object("status: {c: true, f: false, p: false}")).status())
                .isEqualTo(Status.CURRENT);
        assertThat(all.of(object("status: {c: false, f: false, p: false}")).status())
                .isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void namesTheExpressionThatIsTrue() throws InvalidExpression {
        var failing = evaluator(Map.of(Part.CURRENT, "false", Part.FAILED, "status.phase == 'Lost'"));

        assertThat(failing.of(object("status: {phase: Lost}")))
                .isEqualTo(ObjectStatus.told(Status.FAILED, "failed is true: status.phase == 'Lost'"));
    }

    @Test
    void asksNothingOfWhatItsControllerHasNotObserved() throws InvalidExpression {
        assertThat(current("true")
                        .of(object("{metadata: {generation: 2}, status: {observedGeneration: 1}}"))
                        .status())
                .isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void leavesTheGenerationToTheExpressionsWhereItIsATextOrAbsent() throws InvalidExpression {
        assertThat(current("true")
                        .of(object("{metadata: {generation: 2}, status: {observedGeneration: '1'}}"))
                        .status())
                .isEqualTo(Status.CURRENT);
        assertThat(current("true")
                        .of(object("{metadata: {generation: 2}, status: {}}"))
                        .status())
                .isEqualTo(Status.CURRENT);
    }

    @Test
    void isUnknownWhereAnExpressionFails() throws InvalidExpression {
        ObjectStatus status = current("status.phase == 'Up'").of(object("status: {}"));

        assertThat(status.status()).isEqualTo(Status.UNKNOWN);
        assertThat(status.message())
                .isEqualTo("failed to evaluate the CEL expression 'status.phase == 'Up'': no such key: phase");
    }

    @Test
    void wantsAnExpressionForSuccess() {
        assertThatThrownBy(() -> evaluator(Map.of(Part.FAILED, "true"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theVersionOfAnObjectDoesNotCountAndItsKindGoesBeforeItsGroup() throws InvalidExpression {
        var evaluators = new StatusEvaluators(
                Map.of(
                        StatusEvaluators.key("example.com/v1", "Thing"), current("true"),
                        StatusEvaluators.key("example.com/v1", ""), current("false")),
                false);
        var reader = new StatusReader(Clock.systemUTC(), evaluators);

        assertThat(reader.of(object("{apiVersion: example.com/v2, kind: Thing}"))
                        .status())
                .isEqualTo(Status.CURRENT);
        assertThat(reader.of(object("{apiVersion: example.com/v1, kind: Other}"))
                        .status())
                .isEqualTo(Status.IN_PROGRESS);
        assertThat(reader.of(object("{apiVersion: example.org/v1, kind: Thing}"))
                        .status())
                .isEqualTo(Status.CURRENT);
    }

    /** Flux asks its reader of Jobs before the expressions, and after them where a unit has an account of its own. */
    @Test
    void countsForJobsOnlyWhereTheUnitHasAnAccountOfItsOwn() throws InvalidExpression {
        Map<String, StatusEvaluator> ofJobs = Map.of(StatusEvaluators.key("batch/v1", "Job"), current("true"));
        JsonNode job = object("{apiVersion: batch/v1, kind: Job, status: {startTime: '2026-01-01T00:00:00Z'}}");

        assertThat(new StatusReader(Clock.systemUTC(), new StatusEvaluators(ofJobs, false))
                        .of(job)
                        .status())
                .isEqualTo(Status.IN_PROGRESS);
        assertThat(new StatusReader(Clock.systemUTC(), new StatusEvaluators(ofJobs, true))
                        .of(job)
                        .status())
                .isEqualTo(Status.CURRENT);
    }

    @Test
    void looksAtNoPodsOfWhatExpressionsTell() throws InvalidExpression {
        var reader = new StatusReader(
                Clock.systemUTC(),
                new StatusEvaluators(Map.of(StatusEvaluators.key("apps/v1", "StatefulSet"), current("true")), false));

        assertThat(reader.looksAtPods(object("{apiVersion: apps/v1, kind: StatefulSet}")))
                .isFalse();
        assertThat(reader.looksAtPods(object("{apiVersion: apps/v1, kind: ReplicaSet}")))
                .isTrue();
    }
}
