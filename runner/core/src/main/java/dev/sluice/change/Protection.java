package dev.sluice.change;

import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps a run from deleting, unasked, what takes other objects or data along with it. */
final class Protection {

    private static final String EVERY_KIND = "all";
    private static final String CORE = "";

    /** The protected kinds, and the groups they are of. */
    private static final Map<String, String> KINDS = Map.of(
            "Namespace",
            CORE,
            "PersistentVolume",
            CORE,
            "PersistentVolumeClaim",
            CORE,
            "CustomResourceDefinition",
            "apiextensions.k8s.io");

    private final Set<String> confirmed;

    /** @param confirmed the kinds that may be deleted all the same */
    Protection(Set<String> confirmed) {
        this.confirmed = confirmed;
    }

    /** @throws Rejected naming every object that is protected and not confirmed */
    void check(Collection<? extends Change> changes) {
        List<ObjectId> refused = changes.stream()
                .filter(Change::takesAway)
                .map(Change::id)
                .filter(this::isRefused)
                .toList();
        if (refused.isEmpty()) {
            return;
        }
        String objects = refused.stream()
                .map(id -> id + ": is not deleted unless that is confirmed: " + lossOf(id))
                .collect(Collectors.joining("\n"));
        String kinds = refused.stream().map(ObjectId::kind).distinct().sorted().collect(Collectors.joining(","));
        throw new Rejected(
                "",
                objects,
                "if they are to go, pass --confirm-prune " + kinds + "; if not, annotate them with "
                        + OptOut.PRUNE_DISABLED,
                null);
    }

    private boolean isRefused(ObjectId id) {
        return id.group().equals(KINDS.get(id.kind()))
                && !confirmed.contains(id.kind())
                && !confirmed.contains(EVERY_KIND);
    }

    private static String lossOf(ObjectId id) {
        return switch (id.kind()) {
            case "Namespace" -> "all that is in the namespace goes with it";
            case "CustomResourceDefinition" -> "all objects of the kind go with it";
            default -> "its data may be lost";
        };
    }
}
