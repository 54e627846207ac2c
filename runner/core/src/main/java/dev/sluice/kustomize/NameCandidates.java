package dev.sluice.kustomize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a build by their former names. A thousand overlays of one base have a thousand objects of each name,
 * so that those are told apart by kind, namespace and what their names were given in front and behind.
 */
final class NameCandidates {

    /**
     * An object with the ids that the rules ask for again and again.
     *
     * @param position its place in the order of the build
     */
    record Candidate(
            int position, Resource resource, ResourceId current, ResourceId original, List<ResourceId> previous) {

        boolean wasOfType(GroupVersionKind type) {
            for (ResourceId id : previous) {
                if (id.type().isSelectedBy(type)) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Former(String name, String kind) {}

    private final Map<Former, Namesakes> byFormer = new HashMap<>();
    private final Map<String, Set<String>> presentByOriginalNamespace = new HashMap<>();

    NameCandidates(List<Resource> resources) {
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            var candidate =
                    new Candidate(i, resource, resource.currentId(), resource.originalId(), resource.previousIds());
            addTo(byFormer, candidate);
            presentByOriginalNamespace
                    .computeIfAbsent(candidate.original().effectiveNamespace(), key -> new HashSet<>())
                    .add(candidate.current().effectiveNamespace());
        }
    }

    private static void addTo(Map<Former, Namesakes> byFormer, Candidate candidate) {
        var formers = new LinkedHashSet<Former>();
        for (ResourceId name : candidate.previous()) {
            // A use may ask for any kind.
            formers.add(new Former(name.name(), ""));
            candidate.previous().forEach(id -> formers.add(new Former(name.name(), id.type().kind())));
        }
        formers.forEach(former ->
                byFormer.computeIfAbsent(former, key -> new Namesakes()).all.add(candidate));
    }

    /**
     * The objects that had a name and a kind.
     *
     * @param kind empty for any
     */
    Namesakes called(String formerName, String kind) {
        return byFormer.getOrDefault(new Former(formerName, kind), Namesakes.NOBODY);
    }

    /** Whether any object in these namespaces (null for all) was read with another. */
    boolean anyRead(String namespace, @Nullable Set<String> present) {
        Set<String> namespaces = presentByOriginalNamespace.getOrDefault(namespace, Set.of());
        return present == null ? !namespaces.isEmpty() : present.stream().anyMatch(namespaces::contains);
    }

    /** Objects of the same former name. */
    static final class Namesakes {

        private static final Namesakes NOBODY = new Namesakes();
        private static final int FEW = 4;

        private final List<Candidate> all = new ArrayList<>(1);

        /** By namespace, last prefix and last suffix; made when it is worth it. */
        private @Nullable Map<String, Map<String, Map<String, List<Candidate>>>> groups;

        /** The candidates that are in some namespaces (null for all) now. */
        Collection<Candidate> in(@Nullable Set<String> namespaces) {
            if (namespaces == null) {
                return all;
            }
            if (all.size() <= FEW) {
                return all.stream()
                        .filter(each -> namespaces.contains(each.current().effectiveNamespace()))
                        .toList();
            }
            var found = new ArrayList<Candidate>();
            for (String namespace : namespaces) {
                groups().getOrDefault(namespace, Map.of())
                        .values()
                        .forEach(suffixes -> suffixes.values().forEach(found::addAll));
            }
            return found;
        }

        /** Of those, all that can have gone the same way as another object ({@link Resource#sameAffixes}). */
        Collection<Candidate> in(@Nullable Set<String> namespaces, Resource companion) {
            if (all.size() <= FEW) {
                return in(namespaces);
            }
            var found = new ArrayList<Candidate>();
            for (String namespace : namespaces == null ? groups().keySet() : namespaces) {
                Map<String, Map<String, List<Candidate>>> prefixes =
                        groups().getOrDefault(namespace, Map.of());
                for (var suffixes : alike(prefixes, companion.lastPrefix())) {
                    alike(suffixes, companion.lastSuffix()).forEach(found::addAll);
                }
            }
            return found;
        }

        /** The entries of a text and of none; nothing is like everything. */
        private static <T> Collection<T> alike(Map<String, T> entries, String text) {
            if (text.isEmpty()) {
                return entries.values();
            }
            var found = new ArrayList<T>(2);
            for (String key : List.of(text, "")) {
                T entry = entries.get(key);
                if (entry != null) {
                    found.add(entry);
                }
            }
            return found;
        }

        private Map<String, Map<String, Map<String, List<Candidate>>>> groups() {
            if (groups == null) {
                groups = new HashMap<>();
                for (Candidate each : all) {
                    groups.computeIfAbsent(each.current().effectiveNamespace(), key -> new HashMap<>())
                            .computeIfAbsent(each.resource().lastPrefix(), key -> new HashMap<>())
                            .computeIfAbsent(each.resource().lastSuffix(), key -> new ArrayList<>())
                            .add(each);
                }
            }
            return groups;
        }
    }
}
