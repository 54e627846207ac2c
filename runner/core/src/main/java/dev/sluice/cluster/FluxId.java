package dev.sluice.cluster;

import dev.sluice.object.ObjectId;
import java.util.Optional;

/**
 * Flux's one-text form of an object's identity: {@code <namespace>_<name>_<group>_<kind>}, with {@code __} for a colon
 * in the names of RBAC objects (fluxcd/cli-utils pkg/object/objmetadata.go).
 */
public final class FluxId {

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final char SEPARATOR = '_';
    private static final String COLON = "__";

    private FluxId() {}

    public static String of(ObjectId id) {
        String name = isRbac(id.group(), id.kind()) ? id.name().replace(":", COLON) : id.name();
        return id.namespace() + SEPARATOR + name + SEPARATOR + id.group() + SEPARATOR + id.kind();
    }

    /** The object; empty where the text has not all four parts. */
    public static Optional<ObjectId> parse(String text) {
        int namespaceEnd = text.indexOf(SEPARATOR);
        int kindStart = text.lastIndexOf(SEPARATOR);
        if (namespaceEnd < 0 || namespaceEnd == kindStart) {
            return Optional.empty();
        }
        String between = text.substring(namespaceEnd + 1, kindStart);
        int groupStart = between.lastIndexOf(SEPARATOR);
        if (groupStart < 0) {
            return Optional.empty();
        }
        String name = between.substring(0, groupStart).replace(COLON, ":");
        return Optional.of(new ObjectId(
                between.substring(groupStart + 1),
                text.substring(kindStart + 1),
                text.substring(0, namespaceEnd),
                name));
    }

    private static boolean isRbac(String group, String kind) {
        return group.equals(RBAC)
                && (kind.equals("Role")
                        || kind.equals("ClusterRole")
                        || kind.equals("RoleBinding")
                        || kind.equals("ClusterRoleBinding"));
    }
}
