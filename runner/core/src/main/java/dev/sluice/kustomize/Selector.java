package dev.sluice.kustomize;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which objects a patch or a replacement is for. After kustomize's {@code api/types/selector.go}.
 *
 * @param id the parts of the identity; empty parts select everything. Where {@link #select} is used they are regular
 *     expressions
 */
record Selector(ResourceId id, String annotationSelector, String labelSelector) {

    static Selector of(Fields fields) {
        return new Selector(
                new ResourceId(fields.type(), fields.text("name"), fields.text("namespace"), false),
                fields.text("annotationSelector"),
                fields.text("labelSelector"));
    }

    /** Whether no part of the identity is given. */
    boolean anyId() {
        return id.type().equals(GroupVersionKind.ANY)
                && id.name().isEmpty()
                && id.namespace().isEmpty();
    }

    /** Whether it is for objects of one name, and not for all that are alike. */
    boolean namesOne() {
        return !id.name().isEmpty() && TextPattern.of(id.name()).isLiteral();
    }

    /** The kind, namespace and name, as far as they are given. */
    String shown() {
        return Stream.of(id.type().kind(), id.namespace(), id.name())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    /**
     * The objects whose present or original name and namespace, type, labels and annotations match.
     *
     * @throws BuildException if a regular expression or a label selector is wrong
     */
    List<Resource> select(ResourceMap resources) {
        TextPattern group = TextPattern.of(id.type().group());
        TextPattern version = TextPattern.of(id.type().version());
        TextPattern kind = TextPattern.of(id.type().kind());
        TextPattern name = TextPattern.of(id.name());
        TextPattern namespace = TextPattern.of(id.namespace());
        Predicate<Resource> labelled = labelled();
        return resources.matching(name, resource -> {
            ResourceId current = resource.currentId();
            ResourceId original = resource.originalId();
            return (name.test(original.name()) || name.test(current.name()))
                    && (namespace.test(original.effectiveNamespace()) || namespace.test(current.effectiveNamespace()))
                    && group.test(current.type().group())
                    && version.test(current.type().version())
                    && kind.test(current.type().kind())
                    && labelled.test(resource);
        });
    }

    /**
     * Tests an id by the parts of this one's as regular expressions.
     *
     * @throws BuildException if an expression is wrong
     */
    Predicate<ResourceId> pattern() {
        TextPattern group = TextPattern.of(id.type().group());
        TextPattern version = TextPattern.of(id.type().version());
        TextPattern kind = TextPattern.of(id.type().kind());
        TextPattern name = TextPattern.of(id.name());
        TextPattern namespace = TextPattern.of(id.namespace());
        return tested -> group.test(tested.type().group())
                && version.test(tested.type().version())
                && kind.test(tested.type().kind())
                && name.test(tested.name())
                && namespace.test(tested.namespace());
    }

    /**
     * Tests an object's labels and annotations.
     *
     * @throws BuildException if a label selector is wrong
     */
    Predicate<Resource> labelled() {
        LabelSelector labels = LabelSelector.parse(labelSelector);
        LabelSelector annotations = LabelSelector.parse(annotationSelector);
        return resource -> labels.matches(resource::label) && annotations.matches(resource::annotation);
    }
}
