package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.StatusCondition.FALSE;
import static dev.sluice.cluster.status.StatusCondition.RECONCILING;
import static dev.sluice.cluster.status.StatusCondition.STALLED;
import static dev.sluice.cluster.status.StatusCondition.TRUE;

import java.util.Optional;
import java.util.OptionalLong;

/** What holds for objects of every kind (fluxcd/cli-utils pkg/kstatus/status/generic.go and status.go). */
final class GenericRules {

    private static final String GENERATION = "metadata.generation";
    private static final String OBSERVED_GENERATION = "status.observedGeneration";

    private GenericRules() {}

    /** What decides before the rules of a kind are asked: deletion, what was observed, kstatus' own conditions. */
    static Optional<ObjectStatus> before(LiveObject object) throws UnreadableStatus {
        if (!deletionTimestamp(object).isEmpty()) {
            return Optional.of(ObjectStatus.terminating("Resource scheduled for deletion"));
        }
        OptionalLong generation = generation(object);
        if (generation.isPresent()) {
            OptionalLong observed = observedGeneration(object);
            if (observed.isPresent() && observed.getAsLong() != generation.getAsLong()) {
                return Optional.of(ObjectStatus.inProgress(
                        "LatestGenerationNotObserved",
                        object.kind() + " generation is " + generation.getAsLong()
                                + ", but latest observed generation is " + observed.getAsLong()));
            }
        }
        for (StatusCondition condition : object.conditions()) {
            if (condition.is(RECONCILING, TRUE)) {
                return Optional.of(ObjectStatus.inProgress(condition.reason(), condition.message()));
            }
            if (condition.is(STALLED, TRUE)) {
                return Optional.of(ObjectStatus.failed(condition.reason(), condition.message()));
            }
        }
        return Optional.empty();
    }

    /** What holds for a kind without rules of its own: its {@code Ready} condition, where it has one. */
    static ObjectStatus otherKind(LiveObject object) throws UnreadableStatus {
        for (StatusCondition condition : object.conditions()) {
            if (condition.is("Ready", TRUE)) {
                return ObjectStatus.current("Resource is Ready");
            }
            if (condition.is("Ready", FALSE) || condition.is("Ready", "Unknown")) {
                return ObjectStatus.inProgress(condition.reason(), condition.message());
            }
        }
        return ObjectStatus.current("Resource is current");
    }

    /** What a kind says whose controller always writes {@code observedGeneration}. */
    static Optional<ObjectStatus> unobserved(LiveObject object) throws UnreadableStatus {
        if (generation(object).isEmpty()) {
            return Optional.of(
                    ObjectStatus.inProgress("NoGeneration", object.kind() + " " + GENERATION + " not found"));
        }
        if (observedGeneration(object).isEmpty()) {
            return Optional.of(ObjectStatus.inProgress(
                    "NoObservedGeneration", object.kind() + " " + OBSERVED_GENERATION + " not found"));
        }
        return Optional.empty();
    }

    private static String deletionTimestamp(LiveObject object) throws UnreadableStatus {
        String path = "metadata.deletionTimestamp";
        try {
            return object.requiredText(path);
        } catch (UnreadableStatus e) {
            throw lookingUp(path, e);
        }
    }

    private static OptionalLong generation(LiveObject object) throws UnreadableStatus {
        return number(object, GENERATION);
    }

    private static OptionalLong observedGeneration(LiveObject object) throws UnreadableStatus {
        return number(object, OBSERVED_GENERATION);
    }

    private static OptionalLong number(LiveObject object, String path) throws UnreadableStatus {
        try {
            return object.requiredNumber(path);
        } catch (UnreadableStatus e) {
            throw lookingUp(path, e);
        }
    }

    private static UnreadableStatus lookingUp(String path, UnreadableStatus cause) {
        return new UnreadableStatus("looking up " + path + " from resource: " + cause.getMessage(), cause);
    }
}
