package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.ObjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Objects of one kind by one LIST, page by page. Where that is forbidden in all namespaces, by one in each of theirs;
 * where it is forbidden there, one by one.
 *
 * @param namespace empty: all
 * @param selector of labels; empty: none
 * @param wanted what of it is wanted
 * @param pageSize how many objects an answer holds at most
 */
record ListQuery(Resource resource, String namespace, String selector, Set<ObjectId> wanted, int pageSize)
        implements Query {

    /** A list that is outlived by its pages so often is changed faster than it can be read. */
    private static final int ATTEMPTS = 5;

    private static final int FORBIDDEN = 403;
    private static final int NOT_ALLOWED = 405;
    private static final int GONE = 410;

    ListQuery {
        requireNonNull(resource, "resource");
        requireNonNull(namespace, "namespace");
        requireNonNull(selector, "selector");
        wanted = Set.copyOf(wanted);
    }

    /** The narrowest list that can hold all that is wanted. */
    static ListQuery of(Resource resource, String selector, Collection<ObjectId> wanted, int pageSize) {
        Set<String> namespaces = wanted.stream().map(ObjectId::namespace).collect(Collectors.toSet());
        boolean one = resource.namespaced() && namespaces.size() == 1;
        return new ListQuery(resource, one ? namespaces.iterator().next() : "", selector, Set.copyOf(wanted), pageSize);
    }

    @Override
    public Answer ask(Api api) {
        if (!resource.verbs().isEmpty() && !resource.verbs().contains("list")) {
            return Answer.instead(oneByOne());
        }
        Map<String, ObjectId> ids = wanted.stream().collect(toMap(this::address, id -> id));
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Optional<Answer> answer = pages(api, ids, pageSize);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return pages(api, ids, 0).orElse(Answer.instead(oneByOne()));
    }

    /** Empty where the server has forgotten the list before its last page. */
    private Optional<Answer> pages(Api api, Map<String, ObjectId> ids, int limit) {
        var found = new HashMap<ObjectId, ObjectNode>();
        String position = "";
        do {
            ApiAnswer answer = api.send(ApiCall.get(resource.path(namespace), parameters(limit, position)));
            if (answer.status() == GONE) {
                return Optional.empty();
            }
            if (!answer.succeeded()) {
                return Optional.of(refused(answer));
            }
            for (JsonNode item : answer.body().path("items")) {
                ObjectId id = ids.get(address(item.path("metadata")));
                if (id != null && item instanceof ObjectNode object) {
                    found.put(id, Query.typed(resource, object));
                }
            }
            position = answer.body().path("metadata").path("continue").asText();
        } while (!position.isEmpty());
        return Optional.of(Answer.of(found));
    }

    private Map<String, String> parameters(int limit, String position) {
        var parameters = new LinkedHashMap<String, String>();
        if (!selector.isEmpty()) {
            parameters.put("labelSelector", selector);
        }
        if (limit > 0) {
            parameters.put("limit", Integer.toString(limit));
        }
        if (!position.isEmpty()) {
            parameters.put("continue", position);
        }
        return parameters;
    }

    /** A kind that is not there any more has no objects. */
    private Answer refused(ApiAnswer answer) {
        if (answer.isNotFound()) {
            return Answer.NOTHING;
        }
        if (answer.status() == NOT_ALLOWED) {
            return Answer.instead(oneByOne());
        }
        if (answer.status() != FORBIDDEN) {
            throw Refusal.ofList(resource, namespace, answer);
        }
        return Answer.instead(resource.namespaced() && namespace.isEmpty() ? byNamespace() : oneByOne());
    }

    private List<Query> byNamespace() {
        Map<String, Set<ObjectId>> spaces =
                wanted.stream().collect(groupingBy(ObjectId::namespace, TreeMap::new, Collectors.toSet()));
        spaces.remove("");
        return spaces.entrySet().stream()
                .<Query>map(space -> new ListQuery(resource, space.getKey(), selector, space.getValue(), pageSize))
                .toList();
    }

    private List<Query> oneByOne() {
        return wanted.stream()
                .sorted()
                .<Query>map(id -> new GetQuery(resource, id))
                .toList();
    }

    /** Objects of no namespace may be written with one: the server takes it away. */
    private String address(ObjectId id) {
        return (resource.namespaced() ? id.namespace() : "") + "/" + id.name();
    }

    private static String address(JsonNode metadata) {
        return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    }
}
