package dev.sluice.kustomize;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a patch or a replacement is for. After kustomize's {@code api/types/selector.go}.
 *
 * @param id the parts of the identity; empty parts select everything. Where {@link #select} is used they are regular
 *     expressions
 */
record Selector(ResourceId id, String annotationSelector, String labelSelector) {

    static Selector of(Fields fields) {
        return new Selector(
                new ResourceId(
                        new GroupVersionKind(fields.text("group"), fields.text("version"), fields.text("kind")),
                        fields.text("name"),
                        fields.text("namespace"),
                        false),
                fields.text("annotationSelector"),
                fields.text("labelSelector"));
    }

    /** Whether no part of the identity is given. */
    boolean anyId() {
        return id.type().equals(GroupVersionKind.ANY)
                && id.name().isEmpty()
                && id.namespace().isEmpty();
    }

    /**
     * The objects whose present or original name and namespace, type, labels and annotations match.
     *
     * @throws BuildException if a regular expression or a label selector is wrong
     */
    List<Resource> select(ResourceMap resources) {
        Pattern group = pattern(id.type().group());
        Pattern version = pattern(id.type().version());
        Pattern kind = pattern(id.type().kind());
        Pattern name = pattern(id.name());
        Pattern namespace = pattern(id.namespace());
        LabelSelector labels = LabelSelector.parse(labelSelector);
        LabelSelector annotations = LabelSelector.parse(annotationSelector);
        return resources.resources().stream()
                .filter(resource -> !resource.isDeleted())
                .filter(resource -> {
                    ResourceId current = resource.currentId();
                    ResourceId original = resource.originalId();
                    return (matches(namespace, original.effectiveNamespace())
                                    || matches(namespace, current.effectiveNamespace()))
                            && (matches(name, original.name()) || matches(name, current.name()))
                            && matches(group, current.type().group())
                            && matches(version, current.type().version())
                            && matches(kind, current.type().kind());
                })
                .filter(resource -> labels.matches(resource.labels()) && annotations.matches(resource.annotations()))
                .toList();
    }

    /** Whether an object's labels and annotations match. */
    boolean matchesLabelsOf(Resource resource) {
        return LabelSelector.parse(annotationSelector).matches(resource.annotations())
                && LabelSelector.parse(labelSelector).matches(resource.labels());
    }

    private static boolean matches(@Nullable Pattern pattern, String text) {
        return pattern == null || pattern.matcher(text).matches();
    }

    private static @Nullable Pattern pattern(String expression) {
        if (expression.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new BuildException(
                    "the target's regular expression '" + expression + "' is wrong: " + e.getMessage());
        }
    }
}
