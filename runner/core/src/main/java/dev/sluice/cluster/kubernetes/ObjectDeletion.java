package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.Propagation;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes objects, and waits until they are gone. */
final class ObjectDeletion {

    private static final int CONFLICT = 409;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Api api;
    private final Kinds kinds;
    private final ObjectReads reads;
    private final CancelSignal cancel;
    private final Clock clock;

    ObjectDeletion(Api api, Kinds kinds, ObjectReads reads, CancelSignal cancel, Clock clock) {
        this.api = api;
        this.kinds = kinds;
        this.reads = reads;
        this.cancel = cancel;
        this.clock = clock;
    }

    /** As {@link dev.sluice.cluster.Cluster#delete}. */
    void delete(ObjectId id, String uid, Propagation propagation, Duration patience) {
        Optional<Resource> resource = kinds.find(new ObjectReference(id, ""));
        if (resource.isEmpty()) {
            return;
        }
        Optional<String> deleted = delete(resource.get(), id, uid, propagation);
        if (deleted.isPresent() && patience.compareTo(Duration.ZERO) > 0) {
            await(resource.get(), id, deleted.get(), patience);
        }
    }

    /** The uid of what is being deleted now, as far as it is known; empty where it is gone. */
    private Optional<String> delete(Resource resource, ObjectId id, String uid, Propagation propagation) {
        ApiAnswer answer =
                api.send(ApiCall.of(ApiCall.Verb.DELETE, resource.path(id), Map.of(), options(uid, propagation)));
        if (answer.isNotFound()) {
            return Optional.empty();
        }
        if (answer.status() == CONFLICT) {
            return beingDeleted(resource, id, uid, answer);
        }
        if (!answer.succeeded()) {
            throw new Refusal(id, answer).because("delete failed");
        }
        String told = answer.body().path("metadata").path("uid").asText();
        String detail = answer.body().path("details").path("uid").asText();
        return Optional.of(!uid.isEmpty() ? uid : !told.isEmpty() ? told : detail);
    }

    /** A conflict says that it is another object, or (of a Namespace) that it is going already. */
    private Optional<String> beingDeleted(Resource resource, ObjectId id, String uid, ApiAnswer conflict) {
        Optional<JsonNode> metadata = reads.one(resource, id).map(live -> live.path("metadata"));
        if (metadata.isEmpty() || isOther(uid, metadata.get())) {
            return Optional.empty();
        }
        if (!metadata.get().has("deletionTimestamp")) {
            throw new Refusal(id, conflict).because("delete failed");
        }
        return Optional.of(metadata.get().path("uid").asText());
    }

    private void await(Resource resource, ObjectId id, String uid, Duration patience) {
        Instant start = clock.instant();
        Instant end = start.plus(patience);
        Duration pause = FIRST_PAUSE;
        Optional<ObjectNode> seen = Optional.empty();
        while (true) {
            Optional<ObjectNode> live = look(resource, id, seen, start);
            if (live.isEmpty() || isOther(uid, live.get().path("metadata"))) {
                return;
            }
            Duration left = Duration.between(clock.instant(), end);
            if (left.compareTo(Duration.ZERO) <= 0) {
                throw stillThere(id, live.get(), patience, "", null);
            }
            pause(id, pause.compareTo(left) < 0 ? pause : left);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            seen = live;
        }
    }

    /** A run that is stopped meanwhile says what it waited for. */
    private Optional<ObjectNode> look(Resource resource, ObjectId id, Optional<ObjectNode> seen, Instant start) {
        try {
            cancel.check();
            return reads.one(resource, id);
        } catch (TimedOut e) {
            if (seen.isEmpty()) {
                throw e;
            }
            throw stillThere(id, seen.get(), Duration.between(start, clock.instant()), "; " + e.getMessage(), e);
        }
    }

    private static boolean isOther(String uid, JsonNode metadata) {
        return !uid.isEmpty() && !metadata.path("uid").asText().equals(uid);
    }

    private static void pause(ObjectId id, Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut(id.toString(), "interrupted while waiting until it is gone", e);
        }
    }

    private static TimedOut stillThere(
            ObjectId id, ObjectNode live, Duration waited, String more, @Nullable TimedOut cause) {
        var reasons = new ArrayList<String>();
        JsonNode metadata = live.path("metadata");
        metadata.path("finalizers").forEach(finalizer -> reasons.add("finalizer " + finalizer.asText()));
        if (id.kind().equals("Namespace")) {
            live.path("status").path("conditions").forEach(condition -> {
                if (condition.path("status").asText().equals("True")) {
                    reasons.add(condition.path("message").asText());
                }
            });
        }
        String why = reasons.isEmpty() ? "" : ": " + String.join(", ", reasons);
        return new TimedOut(
                id.toString(),
                "still there " + waited.toSeconds() + " s after its deletion" + why + more,
                metadata.path("finalizers").isEmpty()
                        ? null
                        : "whoever put a finalizer there has to take it away; does that controller run?",
                cause);
    }

    private static ObjectNode options(String uid, Propagation propagation) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions");
        options.put("propagationPolicy", policy(propagation));
        if (!uid.isEmpty()) {
            options.putObject("preconditions").put("uid", uid);
        }
        return options;
    }

    private static String policy(Propagation propagation) {
        return switch (propagation) {
            case BACKGROUND -> "Background";
            case FOREGROUND -> "Foreground";
        };
    }
}
