package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Field;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What waits for what: the order in which units can be applied, or why there is none. */
public final class DependencyGraph {

    /**
     * One unit.
     *
     * @param origin where the unit is defined, for messages
     * @param waitsFor the units that must be done before this one
     * @param fields the fields that say so, for messages; not for every unit there is one
     */
    public record Node(ObjectId id, Origin origin, List<ObjectId> waitsFor, Map<ObjectId, Field> fields) {
        public Node {
            requireNonNull(id, "id");
            requireNonNull(origin, "origin");
            waitsFor = List.copyOf(waitsFor);
            fields = Map.copyOf(fields);
        }

        public Node(ObjectId id, Origin origin, List<ObjectId> waitsFor) {
            this(id, origin, waitsFor, Map.of());
        }

        private Problem problem(ObjectId dependency, String what, String hint) {
            var problem = new Problem(origin.toString(), what, hint);
            @Nullable Field field = fields.get(dependency);
            return field == null ? problem : problem.of(field);
        }
    }

    private final Map<ObjectId, Node> nodes;

    /** The nodes' order breaks ties, so that the same input gives the same order. */
    public DependencyGraph(List<Node> nodes) {
        this.nodes = new LinkedHashMap<>();
        nodes.forEach(node -> this.nodes.putIfAbsent(node.id(), node));
    }

    /**
     * All units, each behind everything that it waits for; otherwise in the order in which they were given.
     *
     * @throws InvalidInput naming every dependency that does not exist, and every cycle
     */
    public List<ObjectId> order() {
        var problems = new ArrayList<Problem>(missing());
        var walk = new Walk();
        nodes.keySet().forEach(walk::visit);
        problems.addAll(walk.cycles);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return List.copyOf(walk.ordered);
    }

    /** What is not there and waited for, with Flux's message, by the unit that waits. */
    public Map<ObjectId, String> notFound() {
        var messages = new LinkedHashMap<ObjectId, String>();
        nodes.values().forEach(node -> missing(node).stream()
                .findFirst()
                .ifPresent(dependency -> messages.put(node.id(), notFound(dependency))));
        return messages;
    }

    private List<Problem> missing() {
        return nodes.values().stream()
                .flatMap(node -> missing(node).stream().map(dependency -> missing(node, dependency)))
                .toList();
    }

    private List<ObjectId> missing(Node node) {
        return node.waitsFor().stream()
                .filter(dependency -> !nodes.containsKey(dependency))
                .toList();
    }

    private Problem missing(Node node, ObjectId dependency) {
        return node.problem(dependency, node.id() + ": " + notFound(dependency), nearest(dependency))
                .under(Rule.DEPENDENCY_NOT_FOUND);
    }

    private static String notFound(ObjectId dependency) {
        return "dependency '" + dependency.qualifiedName() + "' not found";
    }

    private String nearest(ObjectId dependency) {
        List<ObjectId> sameName = nodes.keySet().stream()
                .filter(id -> id.kind().equals(dependency.kind()) && id.name().equals(dependency.name()))
                .toList();
        if (!sameName.isEmpty()) {
            return "spec.dependsOn needs a namespace: there is " + sameName.get(0);
        }
        Set<String> names = nodes.keySet().stream()
                .filter(id -> id.kind().equals(dependency.kind()))
                .map(ObjectId::qualifiedName)
                .collect(Collectors.toSet());
        return NearestName.of(dependency.qualifiedName(), names)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("only " + dependency.kind() + "s that this run renders can be waited for");
    }

    /** One depth-first walk over the graph, without recursion: chains may be long. */
    private final class Walk {
        private final List<ObjectId> ordered = new ArrayList<>();
        private final List<Problem> cycles = new ArrayList<>();
        private final Set<ObjectId> done = new HashSet<>();
        /** The path from the start to where the walk is, with the number of the edge to follow next. */
        private final Map<ObjectId, Integer> nextEdge = new HashMap<>();

        private final Deque<ObjectId> path = new ArrayDeque<>();

        void visit(ObjectId start) {
            enter(start);
            while (!path.isEmpty()) {
                ObjectId current = path.getLast();
                List<ObjectId> waitsFor = nodes(current);
                int edge = nextEdge.getOrDefault(current, 0);
                if (edge < waitsFor.size()) {
                    nextEdge.put(current, edge + 1);
                    enter(waitsFor.get(edge));
                } else {
                    path.removeLast();
                    done.add(current);
                    ordered.add(current);
                }
            }
        }

        private void enter(ObjectId id) {
            if (done.contains(id)) {
                return;
            }
            if (nextEdge.putIfAbsent(id, 0) == null) {
                path.addLast(id);
                return;
            }
            cycles.add(cycle(id));
        }

        private List<ObjectId> nodes(ObjectId id) {
            Node node = nodes.get(id);
            return node == null ? List.of() : node.waitsFor();
        }

        private Problem cycle(ObjectId closing) {
            var members = new ArrayList<ObjectId>();
            boolean inside = false;
            for (ObjectId id : path) {
                inside |= id.equals(closing);
                if (inside) {
                    members.add(id);
                }
            }
            members.add(closing);
            Node first = requireNonNull(nodes.get(closing));
            String chain = members.stream().map(ObjectId::qualifiedName).collect(Collectors.joining(" -> "));
            return first.problem(
                            members.get(1),
                            "circular dependency detected: " + chain,
                            "remove one of these spec.dependsOn entries")
                    .under(Rule.CIRCULAR_DEPENDENCY);
        }
    }
}
