package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Map;

/** One object by its name. */
record GetQuery(Resource resource, ObjectId id) implements Query {

    GetQuery {
        requireNonNull(resource, "resource");
        requireNonNull(id, "id");
    }

    @Override
    public Answer ask(Api api) {
        if (resource.namespaced() && id.namespace().isEmpty()) {
            return Answer.NOTHING;
        }
        ApiAnswer answer = api.send(ApiCall.get(resource.path(id)));
        if (answer.isNotFound()) {
            return Answer.NOTHING;
        }
        if (!answer.succeeded() || !(answer.body() instanceof ObjectNode object)) {
            throw new Refusal(id, answer).because("get failed");
        }
        return new Answer(Map.of(id, Query.typed(resource, object)), List.of());
    }
}
