package dev.sluice.kustomize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of a map by what they are and were called. It is told of each object that was renamed. */
final class ResourceIndex {

    /** What an object was found under when it was put into the index. */
    private record Entry(int position, ResourceId.Key key, Set<String> names) {}

    private final Map<Resource, Entry> entries = new HashMap<>();
    private final Map<ResourceId.Key, List<Resource>> byCurrentId = new HashMap<>();
    private @Nullable NavigableMap<String, List<Resource>> byAnyName;
    private int duplicates;

    /**
     * Adds an object, or what is new of one that is there.
     *
     * @param position its place in the order of the map
     */
    void put(int position, Resource resource) {
        var entry = new Entry(position, resource.currentId().key(), resource.allNames());
        Entry before = entries.put(resource, entry);
        if (before != null && before.equals(entry)) {
            return;
        }
        if (before != null) {
            forget(resource, before);
        }
        List<Resource> same = byCurrentId.computeIfAbsent(entry.key(), key -> new ArrayList<>(1));
        duplicates += same.isEmpty() ? 0 : 1;
        same.add(resource);
        if (byAnyName != null) {
            addNames(byAnyName, resource, entry.names());
        }
    }

    void remove(Resource resource) {
        Entry entry = entries.remove(resource);
        if (entry != null) {
            forget(resource, entry);
        }
    }

    private void forget(Resource resource, Entry entry) {
        List<Resource> same = takeFrom(byCurrentId, entry.key(), resource);
        duplicates -= same.isEmpty() ? 0 : 1;
        if (byAnyName != null) {
            for (String name : entry.names()) {
                takeFrom(byAnyName, name, resource);
            }
        }
    }

    /** What is left there. */
    private static <K> List<Resource> takeFrom(Map<K, List<Resource>> index, K key, Resource resource) {
        List<Resource> left = index.getOrDefault(key, new ArrayList<>(0));
        left.removeIf(each -> each == resource);
        if (left.isEmpty()) {
            index.remove(key);
        }
        return left;
    }

    int position(Resource resource) {
        Entry entry = entries.get(resource);
        if (entry == null) {
            throw new IllegalArgumentException("not in the index: " + resource.currentId());
        }
        return entry.position();
    }

    /** Whether no two objects have the same identity. */
    boolean isUnique() {
        return duplicates == 0;
    }

    /** An object that is called so now. */
    @Nullable
    Resource find(ResourceId.Key id) {
        List<Resource> same = byCurrentId.getOrDefault(id, List.of());
        return same.isEmpty() ? null : same.get(0);
    }

    /** The objects that have or had a name, in the order of the map. */
    List<Resource> named(String name) {
        return ordered(byAnyName().getOrDefault(name, List.of()));
    }

    /** The objects that have or had a name that matches, in the order of the map. */
    List<Resource> named(TextPattern name) {
        if (name.isLiteral()) {
            return named(name.prefix());
        }
        var found = new LinkedHashSet<Resource>();
        String prefix = name.prefix();
        for (var each : byAnyName().tailMap(prefix, true).entrySet()) {
            if (!each.getKey().startsWith(prefix)) {
                break;
            }
            if (name.test(each.getKey())) {
                found.addAll(each.getValue());
            }
        }
        return ordered(List.copyOf(found));
    }

    private List<Resource> ordered(List<Resource> found) {
        return found.size() < 2
                ? List.copyOf(found)
                : found.stream().sorted(Comparator.comparingInt(this::position)).toList();
    }

    private NavigableMap<String, List<Resource>> byAnyName() {
        if (byAnyName == null) {
            var index = new TreeMap<String, List<Resource>>();
            entries.forEach((resource, entry) -> addNames(index, resource, entry.names()));
            byAnyName = index;
        }
        return byAnyName;
    }

    private static void addNames(NavigableMap<String, List<Resource>> index, Resource resource, Set<String> names) {
        names.forEach(
                name -> index.computeIfAbsent(name, key -> new ArrayList<>(1)).add(resource));
    }
}
