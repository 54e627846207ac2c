package dev.sluice.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitUnhealthy;
import dev.sluice.cluster.FluxId;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.GoDuration;
import dev.sluice.object.Manifest;
import dev.sluice.render.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A unit as the object that kustomize-controller would have in the cluster, with the status that it would have written:
 * what a {@code readyExpr} asks. It knows of this run only: what an earlier run did is not in it, so that a dependency
 * is never taken for ready before this commit of it is.
 *
 * @param unit null where it could not be rendered
 * @param checksHealth whether it waits for its objects after it is applied
 * @param outcome what became of it; null as long as it is not over
 * @param now when it came to be so
 */
record UnitState(
        KustomizationSpec spec,
        @Nullable Unit unit,
        Phase phase,
        boolean checksHealth,
        @Nullable Outcome outcome,
        Instant now) {

    /** How far it is. */
    enum Phase {
        NOT_BEGUN,
        BEGUN,
        /** And not ready yet. */
        APPLIED,
        OVER
    }

    /** Files have no generation; in a cluster it begins with this one. */
    private static final int GENERATION = 1;
    /** The default of Flux's CRD. */
    private static final int NOT_OBSERVED = -1;

    ObjectNode object() {
        ObjectNode object = spec.manifest().content().deepCopy();
        object.withObject("metadata").put("generation", GENERATION);
        // As Go writes the durations that it has read.
        duration(object, "interval", spec.interval());
        for (String field : List.of("timeout", "retryInterval")) {
            if (spec.spec().has(field)) {
                duration(object, field, GoDuration.parse(spec.spec().path(field).asText()));
            }
        }
        object.set("status", status(object.objectNode()));
        return object;
    }

    private static void duration(ObjectNode object, String field, Duration duration) {
        object.withObject("spec").put(field, GoDuration.format(duration));
    }

    private boolean isReady() {
        return outcome instanceof UnitApplied;
    }

    private ObjectNode status(ObjectNode status) {
        status.put("observedGeneration", isReady() ? GENERATION : NOT_OBSERVED);
        if (phase == Phase.NOT_BEGUN) {
            return status;
        }
        if (unit != null) {
            String revision = unit.source().revision();
            status.put("lastAttemptedRevision", revision);
            if (isReady()) {
                status.put("lastAppliedRevision", revision);
            }
            if (phase == Phase.APPLIED || isReady() || outcome instanceof UnitUnhealthy) {
                inventory(unit, status.putObject("inventory").putArray("entries"));
            }
        }
        conditions(status.putArray("conditions"));
        return status;
    }

    private static void inventory(Unit unit, ArrayNode entries) {
        Stream<Manifest> objects = Stream.of(unit.manifests(), unit.executed()).flatMap(List::stream);
        objects.forEach(object -> entries.addObject()
                .put("id", FluxId.of(object.id()))
                .put("v", ObjectReference.of(object).version()));
    }

    private void conditions(ArrayNode conditions) {
        if (outcome == null) {
            condition(conditions, "Ready", "Unknown", "Progressing", "Reconciliation in progress");
            condition(conditions, "Reconciling", "True", "Progressing", progress());
            if (phase == Phase.APPLIED) {
                condition(conditions, "Healthy", "Unknown", "Progressing", progress());
            }
            return;
        }
        if (isReady()) {
            condition(conditions, "Ready", "True", "ReconciliationSucceeded", outcome.message());
            if (checksHealth) {
                condition(conditions, "Healthy", "True", "Succeeded", "Health check passed");
            }
            return;
        }
        condition(conditions, "Ready", "False", outcome.reason(), outcome.message());
        condition(conditions, "Reconciling", "True", "ProgressingWithRetry", progress());
        if (outcome instanceof UnitUnhealthy) {
            condition(conditions, "Healthy", "False", outcome.reason(), outcome.message());
        }
    }

    private String progress() {
        String what = phase == Phase.APPLIED ? "Running health checks" : "Building manifests";
        String revision = unit == null ? "" : unit.source().revision();
        return what + " for revision " + revision + " with a timeout of " + GoDuration.format(spec.timeout());
    }

    private void condition(ArrayNode conditions, String type, String status, String reason, String message) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", status)
                .put("observedGeneration", GENERATION)
                .put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("reason", reason)
                .put("message", message);
    }
}
