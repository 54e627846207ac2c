package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Which object: what stays the same when its content changes. The API version is no part of it, as in Flux's inventory.
 *
 * @param group the API group; empty for the core group
 * @param kind the kind, for example {@code Deployment}
 * @param namespace the namespace; empty for cluster-scoped objects and where none is given
 * @param name the name
 */
public record ObjectId(String group, String kind, String namespace, String name) implements Comparable<ObjectId> {

    private static final Comparator<ObjectId> ORDER = Comparator.comparing(ObjectId::group)
            .thenComparing(ObjectId::kind)
            .thenComparing(ObjectId::namespace)
            .thenComparing(ObjectId::name);

    public ObjectId {
        requireNonNull(group, "group");
        requireNonNull(kind, "kind");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
    }

    /**
     * The object of these texts of a manifest. An {@code apiVersion} of more than a group and a version has neither, and
     * its object no kind, as {@code Unstructured.GroupVersionKind} of k8s.io/apimachinery has it.
     */
    public static ObjectId of(String apiVersion, String kind, String namespace, String name) {
        return isApiVersion(apiVersion)
                ? new ObjectId(groupOf(apiVersion), kind, namespace, name)
                : new ObjectId("", "", namespace, name);
    }

    /** The group part of an {@code apiVersion}: {@code apps} of {@code apps/v1}, empty for {@code v1}. */
    public static String groupOf(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 || !isApiVersion(apiVersion) ? "" : apiVersion.substring(0, slash);
    }

    /** The version part of an {@code apiVersion}: {@code v1} of {@code apps/v1}. */
    public static String versionOf(String apiVersion) {
        return isApiVersion(apiVersion) ? apiVersion.substring(apiVersion.indexOf('/') + 1) : "";
    }

    private static boolean isApiVersion(String text) {
        return text.indexOf('/') == text.lastIndexOf('/');
    }

    /** {@code namespace/name}, or the name alone where there is no namespace. */
    public String qualifiedName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(ObjectId other) {
        return ORDER.compare(this, other);
    }

    /** {@code Kind/namespace/name}, or {@code Kind/name}: Flux's form in messages. */
    @Override
    public String toString() {
        return kind + "/" + qualifiedName();
    }
}
