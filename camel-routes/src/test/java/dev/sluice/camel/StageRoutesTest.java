package dev.sluice.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.apply.Applied;
import dev.sluice.artifact.Artifact;
import dev.sluice.change.ChangeSet;
import dev.sluice.event.RunEvent;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.Stages;
import dev.sluice.render.Rendered;
import dev.sluice.source.Source;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.junit.jupiter.api.Test;

class StageRoutesTest {

    private static final Source SOURCE =
            new Source("/repository", "main@sha1:1", Path.of("/repository"), "revision 'main@sha1:1'");
    private static final ChangeSet NO_CHANGES = new ChangeSet(
            new Rendered(
                    new Artifact(SOURCE, List.of()),
                    KustomizationSpec.idOf("flux-system", "flux-system"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()),
            List.of(),
            0,
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of());

    @Test
    void aStageAnswersItsValue() throws Exception {
        Object answer = send("direct:artifact", SOURCE, stages(request -> SOURCE), 0, new ArrayList<>());

        assertThat(answer).isEqualTo(new Artifact(SOURCE, List.of()));
    }

    @Test
    void aStageThatFailsForAPassingReasonIsTriedAgain() throws Exception {
        var attempts = new AtomicInteger();
        var events = Collections.synchronizedList(new ArrayList<RunEvent>());

        Object answer = send("direct:source", request(), stages(failingOnce(attempts)), 3, events);

        assertThat(answer).isEqualTo(SOURCE);
        assertThat(attempts).hasValue(2);
        assertThat(events).contains(new RunEvent.Retrying("source", 1, "git.example: connection refused"));
    }

    @Test
    void aStageThatNeverSucceedsIsTriedAsOftenAsAskedFor() {
        var attempts = new AtomicInteger();

        assertThatThrownBy(() -> send("direct:source", request(), stages(unreachable(attempts)), 1, new ArrayList<>()))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("git.example: connection refused");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aStageThatIsRejectedIsNotTriedAgain() {
        var attempts = new AtomicInteger();

        assertThatThrownBy(() -> send("direct:source", request(), stages(rejecting(attempts)), 3, new ArrayList<>()))
                .isInstanceOf(Rejected.class)
                .hasMessage("git.example: access denied");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aStageThatTriedAgainItselfIsNotTriedAgain() {
        var attempts = new AtomicInteger();
        Stages stages = stages(request -> {
            attempts.incrementAndGet();
            throw TransientFailure.exhausted("cluster.example", "no answer after 6 attempts", null, null);
        });

        assertThatThrownBy(() -> send("direct:source", request(), stages, 3, new ArrayList<>()))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("cluster.example: no answer after 6 attempts");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void anApplicationIsNotTriedAgainWithItsOldPlan() {
        var attempts = new AtomicInteger();
        Stages stages = stages(request -> SOURCE, planned -> {
            attempts.incrementAndGet();
            throw new TransientFailure("cluster.example", "connection refused");
        });

        assertThatThrownBy(() -> send("direct:apply", NO_CHANGES, stages, 3, new ArrayList<>()))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("cluster.example: connection refused");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aStageThatGetsTheWrongValueNamesBothTypes() {
        assertThatThrownBy(() -> send("direct:plan", SOURCE, stages(request -> SOURCE), 0, new ArrayList<>()))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("dev.sluice.render.Rendered")
                .hasMessageContaining("dev.sluice.source.Source");
    }

    @Test
    void theStepsOfARunAreTold() throws Exception {
        var events = Collections.synchronizedList(new ArrayList<RunEvent>());

        send("direct:source", request(), stages(request -> SOURCE), 0, events);

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isEqualTo(new RunEvent.StepStarted("source"));
        assertThat(events.get(1)).isInstanceOfSatisfying(RunEvent.StepFinished.class, finished -> {
            assertThat(finished.step()).isEqualTo("source");
            assertThat(finished.succeeded()).isTrue();
        });
    }

    private static Function<RunRequest, Source> failingOnce(AtomicInteger attempts) {
        return request -> {
            if (attempts.incrementAndGet() == 1) {
                throw new TransientFailure("git.example", "connection refused");
            }
            return SOURCE;
        };
    }

    private static Function<RunRequest, Source> unreachable(AtomicInteger attempts) {
        return request -> {
            attempts.incrementAndGet();
            throw new TransientFailure("git.example", "connection refused");
        };
    }

    private static Function<RunRequest, Source> rejecting(AtomicInteger attempts) {
        return request -> {
            attempts.incrementAndGet();
            throw new Rejected("git.example", "access denied");
        };
    }

    private static RunRequest request() {
        return RunRequest.builder(Command.RENDER, Path.of(".")).build();
    }

    /** Stages of which the tests need the first two only. */
    private static Stages stages(Function<RunRequest, Source> source) {
        return stages(source, applied -> fail("apply has no part in the test"));
    }

    private static Stages stages(Function<RunRequest, Source> source, Function<ChangeSet, Applied> apply) {
        return new Stages(
                source,
                fetched -> new Artifact(fetched, List.of()),
                rendered -> fail("render has no part in the test"),
                exported -> fail("export has no part in the test"),
                checked -> fail("check has no part in the test"),
                validated -> fail("validate has no part in the test"),
                planned -> fail("plan has no part in the test"),
                apply,
                pruned -> fail("prune has no part in the test"),
                deletion -> fail("plan-deletion has no part in the test"),
                deleted -> fail("delete has no part in the test"),
                () -> {});
    }

    private static Object send(String route, Object body, Stages stages, int retries, List<RunEvent> events)
            throws Exception {
        try (var context = QuietContext.create()) {
            context.getManagementStrategy()
                    .addEventNotifier(new StepEvents(exchange -> events::add, Clock.systemUTC()));
            context.addRoutes(new StageRoutes(stages, retries, () -> true));
            context.start();
            try (var producer = context.createProducerTemplate()) {
                Exchange answer =
                        producer.send(route, exchange -> exchange.getMessage().setBody(body));
                if (answer.getException() != null) {
                    throw answer.getException();
                }
                return answer.getMessage().getBody();
            }
        }
    }
}
