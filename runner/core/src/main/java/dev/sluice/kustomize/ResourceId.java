package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

/**
 * What a resource is or was called during a build. After kustomize's {@code kyaml/resid/resid.go}.
 *
 * @param clusterScoped whether its type certainly has no namespace
 */
record ResourceId(GroupVersionKind type, String name, String namespace, boolean clusterScoped) {

    static final String DEFAULT_NAMESPACE = "default";

    /** Stands for the namespace of what cannot have one. */
    static final String NO_NAMESPACE = "_non_namespaceable_";

    ResourceId {
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        requireNonNull(namespace, "namespace");
    }

    /** The namespace that the object will live in: none and {@code default} are the same. */
    String effectiveNamespace() {
        if (clusterScoped) {
            return NO_NAMESPACE;
        }
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }

    /** Whether both name the same object: of namespaces, only the effective one counts. */
    boolean sameAs(ResourceId other) {
        return type.equals(other.type)
                && name.equals(other.name)
                && effectiveNamespace().equals(other.effectiveNamespace());
    }

    /** What {@link #sameAs} compares, as a key of maps. */
    Key key() {
        return new Key(type, name, effectiveNamespace());
    }

    /** Whether a selector's parts, where they are given, are the same as these. */
    boolean isSelectedBy(ResourceId selector) {
        return (selector.name.isEmpty() || selector.name.equals(name))
                && (selector.namespace.isEmpty()
                        || selector.effectiveNamespace().equals(effectiveNamespace()))
                && type.isSelectedBy(selector.type);
    }

    /** The same without knowing of its type that it has no namespace, as {@code MakeResIds} answers ids. */
    ResourceId unscoped() {
        return clusterScoped ? new ResourceId(type, name, namespace, false) : this;
    }

    /** {@code Kind.version.group/name.namespace} as kustomize prints it. */
    @Override
    public String toString() {
        return type + "/" + (name.isEmpty() ? "[noName]" : name) + "." + (namespace.isEmpty() ? "[noNs]" : namespace);
    }

    /** The identity that two objects of a build must not share. */
    record Key(GroupVersionKind type, String name, String namespace) {}
}
