package dev.sluice.kustomize;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which objects a patch or a replacement is for. After kustomize's {@code api/types/selector.go}.
 *
 * @param id the parts of the identity; empty parts select everything. Where {@link #select} is used they are regular
 *     expressions
 */
record Selector(ResourceId id, String annotationSelector, String labelSelector) {

    /** An expression that is but a name needs no automaton: most are, and there is one for each patch. */
    private static final Pattern LITERAL = Pattern.compile("[-/A-Za-z0-9]+");

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
        Predicate<String> group = matching(id.type().group());
        Predicate<String> version = matching(id.type().version());
        Predicate<String> kind = matching(id.type().kind());
        Predicate<String> name = matching(id.name());
        Predicate<String> namespace = matching(id.namespace());
        LabelSelector labels = LabelSelector.parse(labelSelector);
        LabelSelector annotations = LabelSelector.parse(annotationSelector);
        return resources.resources().stream()
                .filter(resource -> !resource.isDeleted())
                .filter(resource -> {
                    ResourceId current = resource.currentId();
                    ResourceId original = resource.originalId();
                    return (name.test(original.name()) || name.test(current.name()))
                            && (namespace.test(original.effectiveNamespace())
                                    || namespace.test(current.effectiveNamespace()))
                            && group.test(current.type().group())
                            && version.test(current.type().version())
                            && kind.test(current.type().kind());
                })
                .filter(resource -> labels.matches(resource.labels()) && annotations.matches(resource.annotations()))
                .toList();
    }

    /** Whether an object's labels and annotations match. */
    boolean matchesLabelsOf(Resource resource) {
        return LabelSelector.parse(annotationSelector).matches(resource.annotations())
                && LabelSelector.parse(labelSelector).matches(resource.labels());
    }

    /** Tests a text as a whole; an empty expression accepts every text. */
    static Predicate<String> matching(String expression) {
        if (expression.isEmpty()) {
            return text -> true;
        }
        if (LITERAL.matcher(expression).matches()) {
            return expression::equals;
        }
        try {
            Pattern pattern = Pattern.compile(expression);
            return text -> pattern.matcher(text).matches();
        } catch (PatternSyntaxException e) {
            throw new BuildException(
                    "the target's regular expression '" + expression + "' is wrong: " + e.getMessage());
        }
    }
}
