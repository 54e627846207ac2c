package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a live object a run might have to repair, as a digest: the fields that the run owns and their values, what it
 * would take over, and what the object says of its own treatment. The status, and what controllers write into fields of
 * their own, are no part of it; an object that the run never applied is taken as a whole.
 */
final class Fingerprint {

    private static final List<String> TREATMENTS = List.of(
            "kustomize.toolkit.fluxcd.io/reconcile",
            "kustomize.toolkit.fluxcd.io/ssa",
            "kustomize.toolkit.fluxcd.io/force",
            "kustomize.toolkit.fluxcd.io/prune");

    private final Digests digests;

    Fingerprint(Digests digests) {
        this.digests = digests;
    }

    /** The fingerprint of an object that has its apiVersion and kind. */
    String of(ObjectId id, JsonNode object) {
        var bytes = new CanonicalBytes();
        var managed = ManagedFields.of(object);
        Optional<JsonNode> own = managed.own();
        if (own.isEmpty()) {
            return digests.of(id, bytes.value(object));
        }
        JsonNode metadata = object.path("metadata");
        bytes.text(metadata.path("uid").asText());
        bytes.mark(metadata.has("deletionTimestamp") ? 'd' : 'l');
        bytes.text(own.get().path("apiVersion").asText());
        owned(bytes, FieldSet.of(own.get()).tree(), object);
        for (String treatment : TREATMENTS) {
            bytes.value(metadata.path("labels").path(treatment));
            bytes.value(metadata.path("annotations").path(treatment));
        }
        takenOver(bytes, object, managed);
        return digests.of(id, bytes);
    }

    /** The steps and, at their ends, the values: a member without members is owned as a whole. */
    private static void owned(CanonicalBytes bytes, JsonNode members, JsonNode value) {
        bytes.mark('<');
        for (Map.Entry<String, JsonNode> member : CanonicalBytes.sorted(members)) {
            bytes.text(member.getKey());
            if (member.getKey().equals(FieldStep.SELF)) {
                continue;
            }
            JsonNode there = new FieldStep(member.getKey()).from(value);
            if (member.getValue().isEmpty()) {
                bytes.value(there);
            } else {
                bytes.mark(there.isMissingNode() ? '-' : '+');
                owned(bytes, member.getValue(), there);
            }
        }
        bytes.mark('>');
    }

    /** Not their values: they go, whatever they are. */
    private static void takenOver(CanonicalBytes bytes, JsonNode object, ManagedFields managed) {
        managed.toTakeOver().stream()
                .sorted((one, other) -> one.path("manager")
                        .asText()
                        .compareTo(other.path("manager").asText()))
                .forEach(entry -> bytes.text(entry.path("manager").asText())
                        .value(FieldSet.of(entry).tree()));
        Leftovers.in(object).forEach(pointer -> bytes.text(pointer));
    }
}
