package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.ObjectId;
import java.util.Map;

/** One object by its name. */
record GetQuery(Resource resource, ObjectId id) implements Query {

    private static final int FORBIDDEN = 403;

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
        if (answer.status() == FORBIDDEN) {
            return Answer.forbidden(new Refusal(id, answer).because("get failed"));
        }
        if (!answer.succeeded() || !(answer.body() instanceof ObjectNode object)) {
            throw new Refusal(id, answer).because("get failed");
        }
        return Answer.of(Map.of(id, Query.typed(resource, object)));
    }
}
