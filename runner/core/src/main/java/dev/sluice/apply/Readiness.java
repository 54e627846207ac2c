package dev.sluice.apply;

import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.status.ObjectStatus;
import dev.sluice.cluster.status.Status;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How objects were when the waiting for them ended.
 *
 * @param timedOut whether it ended because its time was over
 * @param notReady the objects that were not ready, in the order in which they were applied
 */
record Readiness(boolean timedOut, List<NotReady> notReady) {

    static final Readiness READY = new Readiness(false, List.of());

    /**
     * An object that is not ready.
     *
     * @param status empty where nothing was heard of it
     * @param live the object as it was seen last; empty where it is not there
     */
    record NotReady(ObjectReference reference, Optional<ObjectStatus> status, Optional<Manifest> live) {

        ObjectId id() {
            return reference.id();
        }

        /** Whether it will not become ready; a deletion that has begun is never taken back. (Flux waits for its end.) */
        boolean hasFailed() {
            return status.map(ObjectStatus::status)
                    .filter(found -> found == Status.FAILED || found == Status.TERMINATING)
                    .isPresent();
        }

        private String message() {
            return status.map(found -> id() + " status: '" + found.status() + "'" + error(found))
                    .orElse("can't determine status for " + id());
        }

        /** Only what could not be read is told with its reason. */
        private static String error(ObjectStatus found) {
            return found.status() == Status.UNKNOWN ? ": " + found.message() : "";
        }
    }

    Readiness {
        notReady = List.copyOf(notReady);
    }

    boolean isReady() {
        return notReady.isEmpty();
    }

    /** Flux's message (fluxcd/pkg ssa/manager_wait.go): after a failure it names what has failed, else all that is missing. */
    String message() {
        String what = timedOut ? "timeout waiting for" : "failed early due to stalled resources";
        return told().stream().map(NotReady::message).collect(Collectors.joining(", ", what + ": [", "]"));
    }

    /** The objects that the message names. */
    List<NotReady> told() {
        return timedOut
                ? notReady
                : notReady.stream().filter(NotReady::hasFailed).toList();
    }
}
