package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.LiveObjects.live;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StatusReaderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final StatusReader reader = new StatusReader(CLOCK);

    @Test
    void waitsForAJobThatRuns() {
        JsonNode job = live("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate}
                status: {startTime: "2026-01-01T00:00:00Z", active: 1}
                """);

        ObjectStatus status = reader.of(job);

        String message = "Job in progress. success:0, active: 1, failed: 0";
        assertThat(status).isEqualTo(ObjectStatus.inProgress("JobInProgress", message));
        assertThat(new Kstatus(CLOCK).of(job)).isEqualTo(ObjectStatus.current(message));
    }

    @Test
    void takesASuspendedJobAsItIs() {
        JsonNode job = live("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate}
                spec: {suspend: true}
                """);

        ObjectStatus status = reader.of(job);

        assertThat(status).isEqualTo(ObjectStatus.current("Job is suspended"));
    }

    @Test
    void countsThePodsOfAJobThatFailed() {
        JsonNode job = live("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate}
                spec: {parallelism: 2}
                status: {failed: 3, conditions: [{type: Failed, status: "True"}]}
                """);

        ObjectStatus status = reader.of(job);

        assertThat(status).isEqualTo(ObjectStatus.failed("JobFailed", "Job Failed. failed: 3/2"));
    }

    @Test
    void readsAllElseAsKstatusDoes() {
        JsonNode secret = live("""
                apiVersion: v1
                kind: Secret
                metadata: {name: a}
                """);

        ObjectStatus status = reader.of(secret);

        assertThat(status).isEqualTo(ObjectStatus.current("Resource is always ready"));
    }

    @Test
    void spellsAStatusAsFluxDoes() {
        assertThat(Status.values())
                .extracting(Status::toString)
                .containsExactly("Current", "InProgress", "Failed", "Terminating", "NotFound", "Unknown");
    }
}
