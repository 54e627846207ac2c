package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A type of objects; as a selector, an empty part selects everything. After kustomize's {@code kyaml/resid/gvk.go}.
 */
record GroupVersionKind(String group, String version, String kind) {

    static final GroupVersionKind ANY = new GroupVersionKind("", "", "");

    GroupVersionKind {
        requireNonNull(group, "group");
        requireNonNull(version, "version");
        requireNonNull(kind, "kind");
    }

    static GroupVersionKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new GroupVersionKind("", apiVersion, kind)
                : new GroupVersionKind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    static GroupVersionKind of(JsonNode object) {
        return of(Nodes.text(object.path("apiVersion")), Nodes.text(object.path("kind")));
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether a selector's parts, where they are given, are the same as these. */
    boolean isSelectedBy(GroupVersionKind selector) {
        return (selector.group.isEmpty() || selector.group.equals(group))
                && (selector.version.isEmpty() || selector.version.equals(version))
                && (selector.kind.isEmpty() || selector.kind.equals(kind));
    }

    /** {@code Kind.version.group} as kustomize prints and sorts it. */
    @Override
    public String toString() {
        return (kind.isEmpty() ? "[noKind]" : kind)
                + "." + (version.isEmpty() ? "[noVer]" : version)
                + "." + (group.isEmpty() ? "[noGrp]" : group);
    }

    /** The text that kustomize sorts types of the same rank by. */
    String sortText() {
        return (group.isEmpty() ? "~G" : group)
                + "_" + (version.isEmpty() ? "~V" : version)
                + "_" + (kind.isEmpty() ? "~K" : kind);
    }
}
