package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
                ? base + "/namespaces/" + segment(namespace) + "/" + plural
                : base + "/" + plural;
    }

    /**
     * The address of one object.
     *
     * @throws Rejected if it has a name that no object can have
     */
    String path(ObjectId id) {
        return path(id.namespace()) + "/" + segment(id.name());
    }

    /**
     * As client-go (apimachinery, api/validation/path): with such a name a request would reach another address, that of
     * a whole collection for one.
     */
    private String segment(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")) {
            throw new Rejected(
                    kind,
                    "invalid resource name \"" + name + "\"",
                    "a name is not empty, no dots alone, without / and %",
                    null);
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }
}
