package dev.sluice.kustomize;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names the objects that somebody may have meant who asked for one that is not there. */
final class NearMisses {

    private static final int FEW = 3;
    private static final int NONE = Integer.MAX_VALUE;

    private record Candidate(Resource resource, int distance) {}

    private NearMisses() {}

    /**
     * A hint; null where nothing is near.
     *
     * @param wanted what was asked for; parts that are empty are not known
     */
    static @Nullable String hint(ResourceId wanted, List<Resource> resources) {
        List<Candidate> near = resources.stream()
                .map(resource -> new Candidate(resource, distance(wanted, resource)))
                .filter(candidate -> candidate.distance() < NONE)
                .sorted(Comparator.comparingInt(Candidate::distance))
                .toList();
        return told(
                wanted,
                near.stream()
                        .filter(candidate -> isAsNear(candidate, near.get(0)))
                        .limit(FEW)
                        .toList());
    }

    /** Where the kind and the name are found, others are no candidates. */
    private static boolean isAsNear(Candidate candidate, Candidate nearest) {
        return nearest.distance() > 0 || candidate.distance() == 0;
    }

    private static @Nullable String told(ResourceId wanted, List<Candidate> near) {
        return near.isEmpty()
                ? null
                : near.stream()
                        .map(candidate -> described(wanted, candidate.resource()))
                        .collect(Collectors.joining(", ", "there is ", ""));
    }

    private static int distance(ResourceId wanted, Resource resource) {
        ResourceId id = resource.originalId();
        boolean sameKind = wanted.type().kind().equals(id.type().kind());
        if (id.name().equals(wanted.name()) || resource.name().equals(wanted.name())) {
            return sameKind ? 0 : 1;
        }
        boolean near = !wanted.name().isEmpty()
                && (Spelling.hint(wanted.name(), List.of(id.name())) != null || isAffixed(wanted.name(), id.name()));
        return near && (sameKind || wanted.type().kind().isEmpty()) ? 2 : NONE;
    }

    /** Whether a name is the other with what a kustomization puts before or after names, which patches do not see. */
    private static boolean isAffixed(String name, String plain) {
        return name.startsWith(plain + "-") || name.endsWith("-" + plain);
    }

    /** The object with what tells it from the wanted one. */
    private static String described(ResourceId wanted, Resource resource) {
        GroupVersionKind type = resource.type();
        boolean otherVersion = type.kind().equals(wanted.type().kind())
                && !wanted.type().version().isEmpty()
                && !type.equals(wanted.type());
        return (otherVersion ? type.apiVersion() + " " : "") + ResourceMap.describe(resource) + " (" + resource.origin()
                + ")";
    }
}
