package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.ObjectId;
import java.util.Set;

/**
 * A kind as an API server serves it in one version.
 *
 * @param plural its name in addresses: {@code deployments}
 * @param verbs what can be done with it: {@code list}, {@code watch}, …
 */
record Resource(String group, String version, String kind, String plural, boolean namespaced, Set<String> verbs) {

    Resource {
        requireNonNull(group, "group");
        requireNonNull(version, "version");
        requireNonNull(kind, "kind");
        requireNonNull(plural, "plural");
        verbs = Set.copyOf(verbs);
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The address of all objects of a namespace; of all namespaces where it is empty. */
    String path(String namespace) {
        String base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return namespaced && !namespace.isEmpty()
                ? base + "/namespaces/" + namespace + "/" + plural
                : base + "/" + plural;
    }

    /** The address of one object. */
    String path(ObjectId id) {
        return path(id.namespace()) + "/" + id.name();
    }
}
