package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.kubernetes.PagedList.Collected;
import dev.sluice.object.ObjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        // An object of no namespace may be wanted under several ids: the server has one of that name.
        Map<String, List<ObjectId>> ids = wanted.stream().collect(groupingBy(this::address));
        var list = new PagedList(pageSize, page -> api.send(ApiCall.get(resource.path(namespace), page)));
        Collected<Map<ObjectId, ObjectNode>> collected =
                list.collect(parameters(), HashMap::new, (found, item) -> add(item, ids, found));
        return collected.last().succeeded() ? Answer.of(collected.items()) : refused(collected.last());
    }

    private void add(JsonNode item, Map<String, List<ObjectId>> ids, Map<ObjectId, ObjectNode> found) {
        List<ObjectId> these = ids.getOrDefault(address(item.path("metadata")), List.of());
        if (!these.isEmpty() && item instanceof ObjectNode object) {
            ObjectNode typed = Query.typed(resource, object);
            these.forEach(id -> found.put(id, typed));
        }
    }

    private Map<String, String> parameters() {
        return selector.isEmpty() ? Map.of() : Map.of("labelSelector", selector);
    }

    /** A kind that is not there any more has no objects. */
    private Answer refused(ApiAnswer answer) {
        if (answer.isNotFound()) {
            return Answer.NOTHING;
        }
        if (answer.status() == NOT_ALLOWED || answer.status() == GONE) {
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
