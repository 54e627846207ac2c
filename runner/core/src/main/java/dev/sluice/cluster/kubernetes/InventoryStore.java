package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.kubernetes.PagedList.Collected;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The inventories in a cluster, each in a ConfigMap of its unit's namespace. What is written replaces what this run has
 * read or written before, and nothing else: a change in between is another run's.
 */
final class InventoryStore {

    /** Inventories can be large. */
    private static final int PAGE = 100;

    /** How often somebody may touch a ConfigMap, without changing the inventory, just while we write it. */
    private static final int ATTEMPTS = 5;

    private final StateApi looking;
    private final StateApi configMaps;
    private final StateSecret secret;
    private final String rootNamespace;
    private final Map<ObjectId, Stored> known = new ConcurrentHashMap<>();

    /** @param metadata of the ConfigMap as it was last seen */
    private record Stored(Inventory inventory, JsonNode metadata) {
        static Stored of(JsonNode object) {
            return new Stored(InventoryObject.read(object), object.path("metadata"));
        }
    }

    /**
     * The inventories of the roots of a namespace.
     *
     * @param looking what is asked for all inventories
     * @param configMaps what a single one is written to
     */
    InventoryStore(StateApi looking, StateApi configMaps, StateSecret secret, String rootNamespace) {
        this.looking = looking;
        this.configMaps = configMaps;
        this.secret = secret;
        this.rootNamespace = rootNamespace;
    }

    /** The inventories of a root, in the order of their units. */
    List<Inventory> read(ObjectId root) {
        forget(root);
        for (JsonNode object : list(root)) {
            Stored stored = Stored.of(object);
            // The label is a hash: the inventory itself says whose it is.
            if (stored.inventory().root().equals(root)) {
                known.put(stored.inventory().unit(), stored);
            }
        }
        return known.values().stream()
                .map(Stored::inventory)
                .filter(inventory -> inventory.root().equals(root))
                .sorted(Comparator.comparing(Inventory::unit))
                .toList();
    }

    /** What was read before this run had the root for itself may have changed. */
    void forget(ObjectId root) {
        known.values().removeIf(stored -> stored.inventory().root().equals(root));
    }

    void write(Inventory inventory) {
        Stored before = known.get(inventory.unit());
        if (before != null && before.inventory().equals(inventory)) {
            return;
        }
        secret.keep(inventory.root(), inventory.unit().namespace());
        ObjectNode object = InventoryObject.write(inventory);
        Optional<JsonNode> seen = Optional.ofNullable(before).map(Stored::metadata);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<JsonNode> written =
                    seen.isPresent() ? configMaps.replace(over(object, seen.get())) : configMaps.create(object);
            if (written.isPresent()) {
                known.put(inventory.unit(), new Stored(inventory, written.get().path("metadata")));
                return;
            }
            Optional<Stored> now = current(inventory.unit());
            if (now.filter(stored -> stored.inventory().equals(inventory)).isPresent()) {
                // Our own: its answer was lost, and the request made again.
                known.put(inventory.unit(), now.get());
                return;
            }
            now.ifPresent(stored -> refuseChange(stored, inventory, before));
            seen = now.map(Stored::metadata);
        }
        throw busy(inventory);
    }

    void remove(Inventory inventory) {
        Stored before = known.get(inventory.unit());
        Optional<Stored> seen = Optional.ofNullable(before).or(() -> current(inventory.unit()));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (seen.isEmpty() || !seen.get().inventory().root().equals(inventory.root())) {
                return;
            }
            if (configMaps.delete(seen.get().metadata())) {
                known.remove(inventory.unit());
                return;
            }
            Optional<Stored> now = current(inventory.unit());
            Stored last = seen.get();
            now.ifPresent(stored -> refuseChange(stored, inventory, last));
            seen = now;
        }
        throw busy(inventory);
    }

    /** Somebody may label a ConfigMap; but the inventory in it must be the one that this run knows. */
    private void refuseChange(Stored now, Inventory mine, @Nullable Stored before) {
        Inventory theirs = now.inventory();
        if (before != null && before.inventory().equals(theirs)) {
            return;
        }
        String subject = subject(mine);
        if (!theirs.root().equals(mine.root())) {
            throw new Rejected(
                    subject,
                    mine.unit() + " belongs to another root: " + theirs.root(),
                    "only one root can have it: take it out of the other one first",
                    null);
        }
        throw new Rejected(
                subject,
                "the inventory was changed by another run" + lastWriter(now.metadata()),
                "end the other run, and start this one again",
                null);
    }

    private Rejected busy(Inventory inventory) {
        return new Rejected(subject(inventory), "is changed all the time, so that the inventory cannot be written");
    }

    private String subject(Inventory inventory) {
        return configMaps.subject(inventory.unit().namespace(), StateNames.of(inventory.unit()));
    }

    /** Times are whole seconds: of two in one second the other one is more likely the one to be named. */
    private static String lastWriter(JsonNode metadata) {
        return StreamSupport.stream(metadata.path("managedFields").spliterator(), false)
                .max(Comparator.comparing((JsonNode entry) -> entry.path("time").asText())
                        .thenComparing(entry -> !entry.path("manager").asText().equals(StateNames.FIELD_MANAGER)))
                .map(entry -> " (" + entry.path("manager").asText() + " at "
                        + entry.path("time").asText() + ")")
                .orElse("");
    }

    private Optional<Stored> current(ObjectId unit) {
        return configMaps.read(unit.namespace(), StateNames.of(unit)).map(Stored::of);
    }

    /** The object in place of what was seen: labels, annotations and owners that others gave it stay. */
    private static ObjectNode over(ObjectNode object, JsonNode seen) {
        ObjectNode replacement = object.deepCopy();
        ObjectNode metadata = seen.deepCopy();
        metadata.remove("managedFields");
        for (String field : List.of("labels", "annotations")) {
            metadata.withObject("/" + field).setAll((ObjectNode) object.at("/metadata/" + field));
        }
        replacement.set("metadata", metadata);
        return replacement;
    }

    private Collection<JsonNode> list(ObjectId root) {
        var objects = new LinkedHashMap<String, JsonNode>();
        Optional<ApiAnswer> refusal = list(root, "", objects);
        if (refusal.filter(answer -> answer.status() != 403).isPresent()) {
            throw looking.refused(refusal.get(), "list", "", "");
        }
        if (refusal.isPresent()) {
            // A Role of some namespaces is enough: the namespaces are known.
            var namespaces = new TreeSet<>(secret.namespaces(root));
            namespaces.add(rootNamespace);
            for (String namespace : namespaces) {
                list(root, namespace, objects).ifPresent(answer -> {
                    throw looking.refused(answer, "list", namespace, "");
                });
            }
        }
        return objects.values();
    }

    /** Adds what is in a namespace, or in all of them; answers the refusal if the server does not want to say. */
    private Optional<ApiAnswer> list(ObjectId root, String namespace, Map<String, JsonNode> into) {
        Collected<Map<String, JsonNode>> collected = new PagedList(PAGE, page -> looking.list(namespace, page))
                .collect(
                        Map.of("labelSelector", StateNames.ROOT_LABEL + "=" + StateNames.hash(root)),
                        LinkedHashMap::new,
                        (found, item) ->
                                found.put(item.path("metadata").path("uid").asText(), item));
        if (!collected.last().succeeded()) {
            return Optional.of(collected.last());
        }
        into.putAll(collected.items());
        return Optional.empty();
    }
}
