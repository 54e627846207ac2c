package dev.sluice.kustomize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
            candidate
                    .previous()
                    .forEach(id -> formers.add(new Former(name.name(), id.type().kind())));
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

        /** By namespace; made when it is worth it. */
        private @Nullable Map<String, Neighbours> neighbours;

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
            neighbours(namespaces).forEach(each -> found.addAll(each.all));
            return found;
        }

        /** Of those, at least all that may have gone the same way as another object ({@link History#sameAffixes}). */
        Collection<Candidate> in(@Nullable Set<String> namespaces, Resource companion) {
            if (all.size() <= FEW) {
                return in(namespaces);
            }
            var found = new ArrayList<Candidate>();
            neighbours(namespaces).forEach(each -> found.addAll(each.companionsOf(companion)));
            return found;
        }

        private Collection<Neighbours> neighbours(@Nullable Set<String> namespaces) {
            if (neighbours == null) {
                neighbours = new LinkedHashMap<>();
                for (Candidate each : all) {
                    neighbours
                            .computeIfAbsent(each.current().effectiveNamespace(), key -> new Neighbours())
                            .add(each);
                }
            }
            Map<String, Neighbours> known = neighbours;
            return namespaces == null
                    ? known.values()
                    : namespaces.stream()
                            .filter(known::containsKey)
                            .map(known::get)
                            .toList();
        }
    }

    /** Objects of the same former name in one namespace. */
    private static final class Neighbours {
        private final List<Candidate> all = new ArrayList<>();
        private final Ways prefixes = new Ways();
        private final Ways suffixes = new Ways();

        void add(Candidate candidate) {
            all.add(candidate);
            prefixes.add(candidate.resource().history().prefixes(), candidate);
            suffixes.add(candidate.resource().history().suffixes(), candidate);
        }

        List<Candidate> companionsOf(Resource other) {
            List<String> before = other.history().prefixes();
            List<String> behind = other.history().suffixes();
            List<Candidate> byPrefix = before.isEmpty() ? all : prefixes.alike(before);
            List<Candidate> bySuffix = behind.isEmpty() ? all : suffixes.alike(behind);
            return byPrefix.size() < bySuffix.size() ? byPrefix : bySuffix;
        }
    }

    /** Candidates by what one overlay after the other put to their names. */
    private static final class Ways {
        private final Map<List<String>, List<Candidate>> whole = new HashMap<>();
        private final Map<List<String>, List<Candidate>> byEnd = new HashMap<>();

        void add(List<String> way, Candidate candidate) {
            whole.computeIfAbsent(way, key -> new ArrayList<>(1)).add(candidate);
            for (int start = 0; start < way.size(); start++) {
                byEnd.computeIfAbsent(way.subList(start, way.size()), key -> new ArrayList<>(1))
                        .add(candidate);
            }
        }

        /** Those whose ways end with this one, and those whose ways are an end of it, or nothing. */
        List<Candidate> alike(List<String> way) {
            var found = new ArrayList<>(byEnd.getOrDefault(way, List.of()));
            for (int start = 1; start <= way.size(); start++) {
                found.addAll(whole.getOrDefault(way.subList(start, way.size()), List.of()));
            }
            return found;
        }
    }
}
