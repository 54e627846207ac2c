package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks an API server for objects of one kind that are wanted. */
interface Query {

    /** What was found, and what is to be asked instead where this was not allowed. */
    Answer ask(Api api);

    /**
     * What a server answered.
     *
     * @param found the objects by the ids they are wanted under, each with its apiVersion and kind
     * @param instead narrower queries for the same
     * @param forbidden that the caller may not know whether it is there
     */
    record Answer(Map<ObjectId, ObjectNode> found, List<Query> instead, Optional<Rejected> forbidden) {

        static final Answer NOTHING = of(Map.of());

        public Answer {
            requireNonNull(found, "found");
            instead = List.copyOf(instead);
            requireNonNull(forbidden, "forbidden");
        }

        static Answer of(Map<ObjectId, ObjectNode> found) {
            return new Answer(found, List.of(), Optional.empty());
        }

        static Answer instead(List<? extends Query> queries) {
            return new Answer(Map.of(), List.copyOf(queries), Optional.empty());
        }

        static Answer forbidden(Rejected refusal) {
            return new Answer(Map.of(), List.of(), Optional.of(refusal));
        }
    }

    /** Items of a list do not say what they are: they say it as the object alone does. */
    static ObjectNode typed(Resource resource, ObjectNode item) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", resource.apiVersion());
        object.put("kind", resource.kind());
        item.properties().forEach(field -> {
            if (!object.has(field.getKey())) {
                object.set(field.getKey(), field.getValue());
            }
        });
        return object;
    }
}
