package dev.sluice.kustomize;

import java.util.Set;

/** Which types certainly have no namespace. Everything that is not known is taken as namespaced, as kustomize does. */
public final class Scopes {

    private static final Set<String> CLUSTER_SCOPED = Set.copyOf(Tables.lines("scopes.txt"));

    private Scopes() {}

    static boolean isClusterScoped(GroupVersionKind type) {
        return isClusterScoped(type.apiVersion(), type.kind());
    }

    /** Whether objects of this type have no namespace, as far as kustomize knows. */
    public static boolean isClusterScoped(String apiVersion, String kind) {
        return CLUSTER_SCOPED.contains(apiVersion + " " + kind);
    }
}
