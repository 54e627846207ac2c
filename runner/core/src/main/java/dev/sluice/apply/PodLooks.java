package dev.sluice.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.Inspection;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks now and then at the Pods of workloads that are not ready. They are asked for, not watched: a Pod that crashes
 * again and again stays so for longer than the pause, and most workloads are ready before the first look.
 */
final class PodLooks {

    /** Also before the first look: a controller that was just changed deletes the Pods that it replaces first. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Instant first;
    private final Map<ObjectId, Instant> next = new HashMap<>();
    private final Map<ObjectId, List<JsonNode>> seen = new HashMap<>();

    PodLooks(Clock clock) {
        this.clock = clock;
        this.first = clock.instant().plus(PAUSE);
    }

    /** Looks at the Pods of the first workload whose turn it is; answers it where there is one. */
    Optional<Manifest> look(List<Manifest> workloads, Inspection inspection) {
        Instant now = clock.instant();
        Optional<Manifest> due = workloads.stream()
                .filter(workload -> !next.getOrDefault(workload.id(), first).isAfter(now))
                .findFirst();
        due.ifPresent(workload -> {
            List<Manifest> pods = inspection.pods(workload);
            seen.put(
                    workload.id(),
                    pods.stream().<JsonNode>map(Manifest::content).toList());
            next.put(workload.id(), now.plus(PAUSE));
        });
        return due;
    }

    /** The Pods as they were seen last; none where nobody looked yet. */
    List<JsonNode> of(ObjectId workload) {
        return seen.getOrDefault(workload, List.of());
    }

    boolean haveBeenSeen(ObjectId workload) {
        return seen.containsKey(workload);
    }
}
