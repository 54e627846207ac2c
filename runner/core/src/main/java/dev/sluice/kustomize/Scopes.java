package dev.sluice.kustomize;

import java.util.Set;

/** Which types certainly have no namespace. Everything that is not known is taken as namespaced, as kustomize does. */
final class Scopes {

    private static final Set<String> CLUSTER_SCOPED = Set.copyOf(Tables.lines("scopes.txt"));

    private Scopes() {}

    static boolean isClusterScoped(GroupVersionKind type) {
        return CLUSTER_SCOPED.contains(type.apiVersion() + " " + type.kind());
    }
}
