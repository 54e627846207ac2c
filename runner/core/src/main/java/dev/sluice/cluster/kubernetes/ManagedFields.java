package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Who owns which fields of a live object, as far as it matters to a run (fluxcd/pkg ssa/patch.go, kustomize-controller's
 * {@code apply}). What a subresource wrote belongs to whoever wrote it: a scale survives.
 *
 * @param entries {@code metadata.managedFields}
 */
record ManagedFields(List<JsonNode> entries) {

    /** The run's own field manager: Flux's, so that a cluster goes from one to the other without a trace. */
    static final String MANAGER = "kustomize-controller";

    private static final String APPLY = "Apply";
    private static final String UPDATE = "Update";

    ManagedFields {
        entries = List.copyOf(entries);
    }

    static ManagedFields of(JsonNode object) {
        requireNonNull(object, "object");
        JsonNode entries = object.path("metadata").path("managedFields");
        return new ManagedFields(
                StreamSupport.stream(entries.spliterator(), false).toList());
    }

    /** What the run applied. */
    Optional<JsonNode> own() {
        return entries.stream().filter(ManagedFields::isOwn).findFirst();
    }

    /** What was written by hand, or by Flux before it applied on the server's side. */
    List<JsonNode> toTakeOver() {
        return entries.stream().filter(ManagedFields::isToTakeOver).toList();
    }

    FieldSet ownSet() {
        return union(ManagedFields::isOwn);
    }

    FieldSet setToTakeOver() {
        return union(ManagedFields::isToTakeOver);
    }

    /** All that neither is the run's nor will be. */
    FieldSet setOfOthers() {
        return union(entry -> !isOwn(entry) && !isToTakeOver(entry));
    }

    /** The entries when what is to be taken over is the run's own; the same where there is nothing. */
    ArrayNode takenOver() {
        ArrayNode taken = JsonNodeFactory.instance.arrayNode();
        entries.stream().filter(entry -> !isOwn(entry) && !isToTakeOver(entry)).forEach(taken::add);
        own().or(() -> toTakeOver().stream().findFirst()).ifPresent(first -> {
            ObjectNode own = first.deepCopy();
            own.put("manager", MANAGER);
            own.put("operation", APPLY);
            own.set("fieldsV1", ownSet().union(setToTakeOver()).tree());
            taken.add(own);
        });
        return taken;
    }

    private FieldSet union(Predicate<JsonNode> which) {
        return entries.stream().filter(which).map(FieldSet::of).reduce(FieldSet.EMPTY, FieldSet::union);
    }

    private static boolean isOwn(JsonNode entry) {
        return entry.path("manager").asText().equals(MANAGER) && isOperation(entry, APPLY);
    }

    private static boolean isToTakeOver(JsonNode entry) {
        String manager = entry.path("manager").asText();
        if (isOperation(entry, UPDATE)) {
            return manager.startsWith("kubectl")
                    || manager.startsWith("before-first-apply")
                    || manager.startsWith(MANAGER);
        }
        return manager.startsWith("kubectl") && isOperation(entry, APPLY);
    }

    private static boolean isOperation(JsonNode entry, String operation) {
        return entry.path("operation").asText().equals(operation)
                && entry.path("subresource").asText().isEmpty();
    }
}
