package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.object.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what was written by hand the run's own, so that the next application removes what is not desired: Flux's
 * cleanup of metadata (fluxcd/pkg ssa/patch.go and manager_apply.go, {@code cleanupMetadata}).
 */
final class TakeOver {

    private static final int ATTEMPTS = 5;
    private static final int CONFLICT = 409;
    private static final int TEST_FAILED = 422;

    private final Api api;
    private final Kinds kinds;
    private final ObjectReads reads;

    TakeOver(Api api, Kinds kinds, ObjectReads reads) {
        this.api = api;
        this.kinds = kinds;
        this.reads = reads;
    }

    /** Tries again where somebody else was faster; an object that is not there is a success. */
    void of(Manifest desired) {
        Optional<Resource> resource = kinds.find(ObjectReference.of(desired));
        if (resource.isPresent()) {
            of(desired, resource.get());
        }
    }

    private void of(Manifest desired, Resource resource) {
        for (int attempt = 1; ; attempt++) {
            ArrayNode patch = reads.one(resource, desired.id())
                    .map(TakeOver::guardedPatch)
                    .orElseGet(JsonNodeFactory.instance::arrayNode);
            if (patch.isEmpty()) {
                return;
            }
            ApiAnswer answer = api.send(ApiCall.of(
                    ApiCall.Verb.JSON_PATCH,
                    resource.path(desired.id()),
                    Map.of("fieldManager", ManagedFields.MANAGER),
                    patch));
            if (answer.succeeded() || answer.isNotFound()) {
                return;
            }
            if (attempt == ATTEMPTS || !List.of(CONFLICT, TEST_FAILED).contains(answer.status())) {
                throw new Refusal(desired.id(), answer, QuotedSecrets.of(desired))
                        .because("metadata.managedFields cleanup failed");
            }
        }
    }

    /** What there is to change at a live object; empty where nothing is. */
    static ArrayNode patch(ObjectNode live) {
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        for (String pointer : Leftovers.in(live)) {
            patch.addObject().put("op", "remove").put("path", pointer);
        }
        var managed = ManagedFields.of(live);
        if (!managed.toTakeOver().isEmpty()) {
            patch.addObject()
                    .put("op", "replace")
                    .put("path", "/metadata/managedFields")
                    .set("value", managed.takenOver());
        }
        return patch;
    }

    /** Only of the object that was seen: entries that came meanwhile would be lost. */
    private static ArrayNode guardedPatch(ObjectNode live) {
        ArrayNode patch = patch(live);
        if (!patch.isEmpty()) {
            patch.insertObject(0)
                    .put("op", "test")
                    .put("path", "/metadata/resourceVersion")
                    .set("value", live.path("metadata").path("resourceVersion"));
        }
        return patch;
    }

    /**
     * What an application would make of the object after the take-over: what the dry run accepted, without the fields
     * that would then be nobody's. The server tells which defaults come into their place, if it may be asked.
     */
    Manifest tryOut(Manifest desired, Manifest accepted) {
        ObjectNode result = accepted.content().deepCopy();
        var managed = ManagedFields.of(result);
        managed.setToTakeOver().removeFrom(result, managed.ownSet().union(managed.setOfOthers()));
        Leftovers.removeFrom(result);
        result.withObjectProperty("metadata").remove("managedFields");
        return kinds.find(ObjectReference.of(desired))
                .flatMap(resource -> withDefaults(resource, desired, result))
                .map(content -> new Manifest(desired.id(), content, desired.origin()))
                .orElseGet(() -> new Manifest(desired.id(), result, desired.origin()));
    }

    /** Tries again where the object changed meanwhile: its status does so all the time. */
    private Optional<ObjectNode> withDefaults(Resource resource, Manifest desired, ObjectNode content) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("dryRun", "All");
        parameters.put("fieldManager", ManagedFields.MANAGER);
        ObjectNode replacement = content;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ApiAnswer answer =
                    api.send(ApiCall.of(ApiCall.Verb.PUT, resource.path(desired.id()), parameters, replacement));
            if (answer.succeeded() && answer.body() instanceof ObjectNode object) {
                return Optional.of(Query.typed(resource, object));
            }
            Optional<ObjectNode> live =
                    answer.status() == CONFLICT ? reads.one(resource, desired.id()) : Optional.empty();
            if (live.isEmpty()) {
                return Optional.empty();
            }
            replacement = content.deepCopy();
            replacement
                    .withObjectProperty("metadata")
                    .set("resourceVersion", live.get().path("metadata").path("resourceVersion"));
        }
        return Optional.empty();
    }
}
