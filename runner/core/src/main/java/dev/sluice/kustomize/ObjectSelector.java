package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a rule is for, by regular expressions for the parts of their identity and by selectors of labels and
 * annotations; parts that are not given select everything.
 */
public final class ObjectSelector {

    private final Predicate<String> group;
    private final Predicate<String> version;
    private final Predicate<String> kind;
    private final Predicate<String> name;
    private final Predicate<String> namespace;
    private final LabelSelector labels;
    private final LabelSelector annotations;

    private ObjectSelector(JsonNode target) {
        this.group = matching(target, "group");
        this.version = matching(target, "version");
        this.kind = matching(target, "kind");
        this.name = matching(target, "name");
        this.namespace = matching(target, "namespace");
        this.labels = LabelSelector.parse(target.path("labelSelector").asText());
        this.annotations = LabelSelector.parse(target.path("annotationSelector").asText());
    }

    /**
     * The selector that a target means, with the fields of a patch's target.
     *
     * @throws IllegalArgumentException if a regular expression or a selector is wrong
     */
    public static ObjectSelector of(JsonNode target) {
        try {
            return new ObjectSelector(target);
        } catch (BuildException e) {
            throw new IllegalArgumentException(e.what(), e);
        }
    }

    /** Whether the rule is for the object. */
    public boolean matches(Manifest object) {
        var type = GroupVersionKind.of(object.apiVersion(), object.id().kind());
        return group.test(type.group())
                && version.test(type.version())
                && kind.test(type.kind())
                && name.test(object.id().name())
                && namespace.test(object.id().namespace())
                && labels.matches(key -> text(object, "labels", key))
                && annotations.matches(key -> text(object, "annotations", key));
    }

    private static Predicate<String> matching(JsonNode target, String part) {
        return TextPattern.of(target.path(part).asText());
    }

    private static @Nullable String text(Manifest object, String field, String key) {
        JsonNode value = object.content().path("metadata").path(field).get(key);
        return value == null ? null : value.asText();
    }
}
