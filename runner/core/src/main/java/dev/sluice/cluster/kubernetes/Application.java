package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Server-side apply as Flux does it, forced, in earnest or as a trial (fluxcd/pkg ssa/manager_apply.go). */
final class Application {

    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int INTERNAL_ERROR = 500;
    private static final int ATTEMPTS = 5;

    private final Api api;
    private final Kinds kinds;
    private final ObjectReads reads;
    private final LiveObjects objects;

    Application(Api api, Kinds kinds, ObjectReads reads, LiveObjects objects) {
        this.api = api;
        this.kinds = kinds;
        this.reads = reads;
        this.objects = objects;
    }

    /** Makes the object as it is desired, and answers what it is from then on. */
    LiveObject apply(Manifest desired) {
        Resource resource = kinds.find(ObjectReference.of(desired))
                .orElseThrow(() -> new Rejected("", desired.id() + " apply failed: " + noMatches(desired)));
        requireNamespace(desired, resource);
        ApiAnswer answer = send(desired, resource, false);
        if (!answer.succeeded() || !(answer.body() instanceof ObjectNode applied)) {
            throw refusal(desired, answer).because("apply failed");
        }
        return objects.live(desired.id(), Query.typed(resource, applied));
    }

    /** What would become of the object. */
    DryRun tryOut(Manifest desired, Optional<LiveObject> live) {
        Optional<Resource> found = kinds.find(ObjectReference.of(desired));
        if (found.isEmpty()) {
            return unknown(desired);
        }
        Resource resource = found.get();
        requireNamespace(desired, resource);
        ApiAnswer answer = send(desired, resource, true);
        if (!answer.succeeded() || !(answer.body() instanceof ObjectNode accepted)) {
            return refused(desired, resource, live, refusal(desired, answer));
        }
        var result = new Manifest(desired.id(), Query.typed(resource, accepted), desired.origin());
        return answer.status() == CREATED
                ? new DryRun.Accepted(result, Optional.empty())
                : new DryRun.Accepted(result, live.or(() -> read(resource, desired.id())));
    }

    private DryRun refused(Manifest desired, Resource resource, Optional<LiveObject> live, Refusal refusal) {
        String namespace = refusal.missingNamespace();
        if (namespace != null) {
            return new DryRun.NamespaceMissing(namespace, desired.id() + " not found: " + refusal.said());
        }
        if (refusal.answer().isNotFound()) {
            if (kinds.findAnew(ObjectReference.of(desired)).isEmpty()) {
                return unknown(desired);
            }
            throw new Rejected("", desired.id() + " not found: " + refusal.said());
        }
        String deed = "dry-run failed";
        if (refusal.isImmutable()) {
            Optional<LiveObject> present = live.or(() -> read(resource, desired.id()));
            if (present.isPresent() && !refusal.isRepeatedBy(tryOutAsNew(desired, resource))) {
                return new DryRun.Immutable(refusal.message(deed), present.get());
            }
        }
        throw refusal.because(deed);
    }

    /** What the server says to a new object of the same content. It takes another name: the object's own is taken. */
    private ApiAnswer tryOutAsNew(Manifest desired, Resource resource) {
        ObjectNode content = withoutManagedFields(desired.content()).deepCopy();
        content.withObjectProperty("metadata")
                .put("generateName", "sluice-trial-")
                .remove("name");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("dryRun", "All");
        parameters.put("fieldManager", ManagedFields.MANAGER);
        String collection = resource.path(resource.namespaced() ? desired.id().namespace() : "");
        return api.send(ApiCall.of(ApiCall.Verb.POST, collection, parameters, content));
    }

    private ApiAnswer send(Manifest desired, Resource resource, boolean trial) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (trial) {
            parameters.put("dryRun", "All");
        }
        parameters.put("force", "true");
        parameters.put("fieldManager", ManagedFields.MANAGER);
        var call = ApiCall.of(
                ApiCall.Verb.APPLY, resource.path(desired.id()), parameters, withoutManagedFields(desired.content()));
        try {
            ApiAnswer answer = api.send(call);
            for (int attempt = 1; attempt < ATTEMPTS && isOvertaken(answer); attempt++) {
                answer = api.send(call);
            }
            return answer;
        } catch (TransientFailure e) {
            throw ofWebhook(desired, trial, e);
        }
    }

    /**
     * Whether others wrote at the same moment and the server gave up: to the object itself, or to the quota of its
     * namespace, which objects that are created together all count against.
     */
    private static boolean isOvertaken(ApiAnswer answer) {
        return answer.status() == CONFLICT && answer.message().contains("the object has been modified");
    }

    /** A webhook that never answers is about this kind of object, and nothing that the server itself lacks. */
    private static RunFailure ofWebhook(Manifest desired, boolean trial, TransientFailure failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.contains("failed calling webhook")) {
            return failure;
        }
        String said = message.substring(message.indexOf("failed calling webhook"));
        var answer = new ApiAnswer(
                INTERNAL_ERROR,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("reason", "InternalError")
                        .put("message", said));
        return refusal(desired, answer).because(trial ? "dry-run failed" : "apply failed");
    }

    /** Which belong to the server; it refuses objects that bring them. */
    private static ObjectNode withoutManagedFields(ObjectNode content) {
        if (!content.path("metadata").has("managedFields")) {
            return content;
        }
        ObjectNode copy = content.deepCopy();
        copy.withObjectProperty("metadata").remove("managedFields");
        return copy;
    }

    private Optional<LiveObject> read(Resource resource, ObjectId id) {
        return reads.one(resource, id).map(object -> objects.live(id, object));
    }

    private static Refusal refusal(Manifest desired, ApiAnswer answer) {
        return new Refusal(desired.id(), answer, QuotedSecrets.of(desired));
    }

    /** A server would say that it does not know the address; Flux tells it like this (ssa/errors/dryrun.go). */
    private static void requireNamespace(Manifest desired, Resource resource) {
        if (resource.namespaced() && desired.id().namespace().isEmpty()) {
            throw new Rejected(
                    "",
                    desired.id() + " namespace not specified: the server could not find the requested resource",
                    "write metadata.namespace, or set targetNamespace in the Kustomization",
                    null);
        }
    }

    private static DryRun unknown(Manifest desired) {
        ObjectId id = desired.id();
        return new DryRun.KindUnknown(id.group(), id.kind(), id + " dry-run failed: " + noMatches(desired));
    }

    private static String noMatches(Manifest desired) {
        return "no matches for kind \"" + desired.id().kind() + "\" in version \"" + desired.apiVersion() + "\"";
    }
}
