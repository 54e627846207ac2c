package dev.sluice.kustomize;

import org.jspecify.annotations.Nullable;

/** Says what made two objects the same: each was something else before, or both are one. */
final class Conflict {

    private Conflict() {}

    /** A hint; null where the places of both say enough. */
    static @Nullable String hint(Resource one, Resource other) {
        String before = former(one);
        String otherBefore = former(other);
        if (one.origin().equals(other.origin()) && before.equals(otherBefore)) {
            return "both are one object, which is built on twice: give each way its own namePrefix or namespace";
        }
        if (before.equals(otherBefore)) {
            return before.equals(ResourceMap.describe(one)) ? "remove one, or make it a patch of the other" : null;
        }
        return "they were " + before + " and " + otherBefore + " before " + change(one, other);
    }

    private static String change(Resource one, Resource other) {
        ResourceId id = one.originalId();
        ResourceId otherId = other.originalId();
        if (!id.name().equals(otherId.name())) {
            return "their names were changed";
        }
        return id.type().kind().equals(otherId.type().kind())
                ? "the namespace " + one.namespace() + " was set"
                : "a kind was changed";
    }

    private static String former(Resource resource) {
        ResourceId id = resource.originalId();
        String namespace = id.namespace().isEmpty() || id.namespace().startsWith("_") ? "" : id.namespace() + "/";
        return id.type().kind() + "/" + namespace + id.name();
    }
}
