package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds objects in as few requests as it takes: one LIST a kind of those that Flux labelled, so that a cluster full of
 * others' objects costs nothing.
 */
final class ObjectReads {

    /** Flux puts one of them on all it applies (fluxcd/pkg ssa/owner.go). */
    private static final List<String> OWNER_LABELS =
            List.of("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name");

    /** Up to so many objects of a kind are asked for one by one where a LIST might miss them. */
    private static final int FEW = 3;

    private final Api api;
    private final Kinds kinds;
    private final int pageSize;

    ObjectReads(Api api, Kinds kinds, int pageSize) {
        this.api = api;
        this.kinds = kinds;
        this.pageSize = pageSize;
    }

    /** What lists of objects are asked for: one kind in one version, by the label that they carry. */
    private record Selection(Resource resource, String label) {}

    /**
     * Those that carry, in the cluster, the owner label that they are desired with. A kind that the server does not know
     * has none. What the caller may not see is not among them: trying to apply it says better what right is missing, and
     * may be allowed.
     */
    Map<ObjectId, ObjectNode> labelled(Collection<Manifest> desired) {
        var wanted = new HashMap<Selection, List<ObjectId>>();
        for (Manifest manifest : desired) {
            ObjectReference reference = ObjectReference.of(manifest);
            kinds.known(reference).ifPresent(resource -> wanted.computeIfAbsent(
                            new Selection(resource, ownerLabel(manifest)), any -> new ArrayList<>())
                    .add(manifest.id()));
        }
        var queries = new ArrayList<Query>();
        wanted.forEach((selection, ids) ->
                queries.addAll(selection.label().isEmpty() ? gets(selection.resource(), ids) : lists(selection, ids)));
        return ask(queries, refusal -> {});
    }

    /** All that are there, labelled or not, in the version that the server prefers. */
    Map<ObjectId, ObjectNode> all(Collection<ObjectId> ids) {
        Map<Resource, Set<ObjectId>> byKind = byKind(ids);
        var found = new HashMap<ObjectId, ObjectNode>();
        for (String label : OWNER_LABELS) {
            var queries = new ArrayList<Query>();
            byKind.forEach((resource, wanted) -> {
                List<ObjectId> missing = without(wanted, found);
                if (missing.size() > FEW) {
                    queries.addAll(lists(new Selection(resource, label), missing));
                }
            });
            found.putAll(ask(queries));
        }
        var queries = new ArrayList<Query>();
        byKind.forEach((resource, wanted) -> queries.addAll(gets(resource, without(wanted, found))));
        found.putAll(ask(queries));
        return found;
    }

    /** One object in one version. */
    Optional<ObjectNode> one(Resource resource, ObjectId id) {
        return Optional.ofNullable(ask(List.of(new GetQuery(resource, id))).get(id));
    }

    private Map<Resource, Set<ObjectId>> byKind(Collection<ObjectId> ids) {
        // A kind that is not there is looked for again: once, not for each of its objects.
        Map<String, List<ObjectId>> groups =
                ids.stream().collect(Collectors.groupingBy(id -> id.kind() + "." + id.group()));
        var wanted = new HashMap<Resource, Set<ObjectId>>();
        groups.values().forEach(same -> kinds.find(new ObjectReference(same.get(0), ""))
                .ifPresent(resource -> wanted.put(resource, Set.copyOf(same))));
        return wanted;
    }

    private List<Query> lists(Selection selection, Collection<ObjectId> ids) {
        return List.of(ListQuery.of(selection.resource(), selection.label(), ids, pageSize));
    }

    private static List<Query> gets(Resource resource, Collection<ObjectId> ids) {
        return ids.stream()
                .sorted()
                .<Query>map(id -> new GetQuery(resource, id))
                .toList();
    }

    private Map<ObjectId, ObjectNode> ask(List<? extends Query> queries) {
        return ask(queries, refusal -> {
            throw refusal;
        });
    }

    private Map<ObjectId, ObjectNode> ask(List<? extends Query> queries, Consumer<Rejected> forbidden) {
        var found = new HashMap<ObjectId, ObjectNode>();
        List<? extends Query> open = queries;
        while (!open.isEmpty()) {
            var instead = new ArrayList<Query>();
            for (Query.Answer answer : Together.map(open, query -> query.ask(api))) {
                answer.forbidden().ifPresent(forbidden);
                found.putAll(answer.found());
                instead.addAll(answer.instead());
            }
            open = instead;
        }
        return found;
    }

    private static List<ObjectId> without(Collection<ObjectId> ids, Map<ObjectId, ObjectNode> found) {
        return ids.stream().filter(id -> !found.containsKey(id)).toList();
    }

    private static String ownerLabel(Manifest manifest) {
        return OWNER_LABELS.stream()
                .filter(label -> !manifest.label(label).isEmpty())
                .findFirst()
                .orElse("");
    }
}
