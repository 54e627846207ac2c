package dev.sluice.tests.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object that a layer can see: what was written, and all that it was called on the way. */
final class Known {

    private final Map<String, Object> content;
    private final List<String> names = new ArrayList<>();
    private final List<String> namespaces = new ArrayList<>();

    Known(Map<?, ?> content) {
        this.content = Yaml.resolved(content);
        Object metadata = content.get("metadata");
        if (metadata instanceof Map<?, ?> map) {
            names.add(String.valueOf(map.containsKey("name") ? map.get("name") : map.get("generateName")));
            namespaces.add(map.containsKey("namespace") ? String.valueOf(map.get("namespace")) : "");
        } else {
            names.add("none");
            namespaces.add("");
        }
    }

    private Known(Known other) {
        content = other.content;
        names.addAll(other.names);
        namespaces.addAll(other.namespaces);
    }

    /** The same object after a layer that gives names and namespaces. */
    Known renamed(String prefix, String suffix, String namespace) {
        var renamed = new Known(this);
        renamed.names.add(prefix + names.get(names.size() - 1) + suffix);
        renamed.namespaces.add(namespace.isEmpty() ? namespaces.get(namespaces.size() - 1) : namespace);
        return renamed;
    }

    /** Whether both might have the same identity somewhere. */
    boolean isLike(Known other) {
        return kind().equals(other.kind()) && names.stream().anyMatch(other.names::contains);
    }

    Map<String, Object> content() {
        return content;
    }

    String apiVersion() {
        return String.valueOf(content.get("apiVersion"));
    }

    String group() {
        int slash = apiVersion().indexOf('/');
        return slash < 0 ? "" : apiVersion().substring(0, slash);
    }

    String version() {
        return apiVersion().substring(apiVersion().indexOf('/') + 1);
    }

    String kind() {
        return String.valueOf(content.get("kind"));
    }

    /** The names, the first one first. */
    List<String> names() {
        return names;
    }

    /** A name that the object has or had, and the namespace of that time; an empty text for none. */
    Name name(Chance chance) {
        int age = chance.between(0, Math.max(names.size(), namespaces.size()));
        return new Name(
                names.get(Math.min(age, names.size() - 1)), namespaces.get(Math.min(age, namespaces.size() - 1)));
    }

    /** What an object is called. */
    record Name(String name, String namespace) {

        @Nullable
        String maybeNamespace() {
            return namespace.isEmpty() ? null : namespace;
        }
    }
}
