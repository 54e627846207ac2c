package dev.sluice.kustomize;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.WrittenScalar;
import dev.sluice.object.YamlDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Copies values between objects. After kustomize's {@code api/filters/replacement/replacement.go}. */
final class ReplacementTransformer implements Transformer {

    private final List<Replacement> replacements;
    private final Edition edition;

    private ReplacementTransformer(List<Replacement> replacements, Edition edition) {
        this.replacements = List.copyOf(replacements);
        this.edition = edition;
    }

    /**
     * The replacements of entries that hold one or name a file of them.
     *
     * @throws BuildException if an entry does both
     */
    static ReplacementTransformer of(List<Fields> entries, KustomizationFiles files) {
        var replacements = new ArrayList<Replacement>();
        for (Fields entry : entries) {
            String path = entry.text("path");
            if (path.isEmpty()) {
                replacements.add(Replacement.of(entry));
                continue;
            }
            if (entry.has("source") || entry.has("targets")) {
                throw new BuildException("cannot specify both path and inline replacement");
            }
            replacements.addAll(ofFile(path, files));
        }
        return new ReplacementTransformer(replacements, files.edition());
    }

    /** Fields that are not known do not count in such a file, as in kustomize. */
    private static List<Replacement> ofFile(String path, KustomizationFiles files) {
        String text = files.text(path);
        YamlDocument document = BuildFiles.configuration(text, files.display(path));
        var lines = new FieldLines(text, document.origin());
        var problems = new ArrayList<Problem>();
        var replacements = new ArrayList<Replacement>();
        if (document.content() instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                replacements.add(Replacement.of(
                        Fields.ofReplacement(list.get(i), List.of(Integer.toString(i)), problems, lines)));
            }
        } else if (document.content() instanceof ObjectNode) {
            replacements.add(Replacement.of(Fields.ofReplacement(document.content(), List.of(), problems, lines)));
        } else {
            throw new BuildException("unsupported replacement type encountered within replacement path: " + path);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return replacements;
    }

    @Override
    public void transform(ResourceMap resources) {
        var mistakes = new Mistakes();
        for (Replacement replacement : replacements) {
            mistakes.run(replacement.location(), () -> apply(replacement, resources));
        }
        mistakes.throwIfAny();
    }

    private void apply(Replacement replacement, ResourceMap resources) {
        List<Replacement.Target> targets = replacement.targets();
        if ((replacement.source() == null && replacement.sourceValue() == null) || targets == null) {
            throw new BuildException("replacements must specify a source and at least one target");
        }
        Value value = valueOf(replacement, resources);
        var mistakes = new Mistakes();
        for (Replacement.Target target : targets) {
            mistakes.run(target.location(), () -> apply(value, target, resources));
        }
        mistakes.throwIfAny();
    }

    /**
     * What is copied.
     *
     * @param present answers it; a source that is a target, too, changes on the way
     * @param typed whether it keeps its type in new fields; a value that was written out is typed by what it looks like
     */
    private record Value(Supplier<JsonNode> present, boolean typed) {
        JsonNode node() {
            return present.get();
        }

        JsonNode fresh() {
            JsonNode node = node();
            return typed || node.isContainerNode() ? node.deepCopy() : Nodes.plainScalar(Nodes.text(node));
        }
    }

    private static Value valueOf(Replacement replacement, ResourceMap resources) {
        Replacement.Source source = replacement.source();
        if (source == null) {
            JsonNode written = Nodes.string(String.valueOf(replacement.sourceValue()));
            return new Value(() -> written, false);
        }
        if (replacement.sourceValue() != null) {
            throw new BuildException("value and resource selectors are mutually exclusive");
        }
        Resource from = sourceObject(source, resources);
        var path = new FieldPath(source.fieldPath().value());
        JsonNode node = path.find(from.content());
        if (node == null || Nodes.isEmpty(node)) {
            throw new BuildException("fieldPath `" + source.fieldPath().value() + "` is missing for replacement source "
                    + source.id() + " (" + from.origin() + ")");
        }
        JsonNode refined = refined(node, source.options());
        boolean part = source.options() != null && !source.options().delimiter().isEmpty();
        return new Value(() -> part ? refined : requireNonNullElse(path.find(from.content()), node), true);
    }

    private static JsonNode refined(JsonNode node, Replacement.@Nullable Options options) {
        if (options == null || options.delimiter().isEmpty()) {
            return node;
        }
        if (node.isContainerNode()) {
            throw new BuildException("delimiter option can only be used with scalar nodes");
        }
        List<String> parts = split(Nodes.text(node), options.delimiter());
        if (options.index() < 0 || options.index() >= parts.size()) {
            throw new BuildException("options.index " + options.index() + " is out of bounds for the value");
        }
        String part = parts.get(options.index());
        return node.isTextual() ? Nodes.string(part) : Nodes.plainScalar(part);
    }

    private static Resource sourceObject(Replacement.Source source, ResourceMap resources) {
        List<Resource> matches = matching(resources, source.id(), resource -> true);
        if (matches.isEmpty()) {
            throw new BuildException(
                    "nothing selected by " + source.id() + ":"
                            + source.fieldPath().value(),
                    NearMisses.hint(source.id(), resources.resources()));
        }
        if (matches.size() > 1) {
            throw new BuildException("multiple matches for selector " + source.id() + ": "
                    + matches.get(0).origin() + " and " + matches.get(1).origin());
        }
        return matches.get(0);
    }

    private void apply(Value value, Replacement.Target target, ResourceMap resources) {
        Selector select = target.select();
        if (select == null) {
            throw new BuildException("target must specify resources to select");
        }
        Predicate<Resource> labelled = select.labelled();
        List<Predicate<Resource>> rejected =
                target.reject().stream().map(this::rejected).toList();
        Predicate<Resource> wanted =
                resource -> labelled.test(resource) && rejected.stream().noneMatch(reject -> reject.test(resource));
        List<Resource> selected = edition == Edition.CONTROLLER
                ? matchingPatterns(resources, select, wanted)
                : matching(resources, select.id(), wanted);
        selected.forEach(resource -> copy(value, target, resource));
    }

    /** Since Kustomize v5.8.0 the parts are regular expressions. */
    private static List<Resource> matchingPatterns(ResourceMap resources, Selector select, Predicate<Resource> wanted) {
        Predicate<ResourceId> called = select.pattern();
        return resources.matching(
                TextPattern.of(select.id().name()), resource -> resource.isOrWas(called) && wanted.test(resource));
    }

    /** The objects that are or were called as the parts of an id say that are given. */
    private static List<Resource> matching(ResourceMap resources, ResourceId parts, Predicate<Resource> wanted) {
        Predicate<ResourceId> called = id -> isSelected(id, parts);
        Predicate<Resource> both = resource -> resource.isOrWas(called) && wanted.test(resource);
        return parts.name().isEmpty() ? resources.matching(both) : resources.matching(parts.name(), both);
    }

    /** To selectors of replacements even a cluster-scoped object is in the namespace {@code default}. */
    private static boolean isSelected(ResourceId id, ResourceId parts) {
        return id.unscoped().isSelectedBy(parts);
    }

    private Predicate<Resource> rejected(Selector reject) {
        boolean byLabels = !reject.annotationSelector().isEmpty()
                || !reject.labelSelector().isEmpty();
        Predicate<Resource> labelled = byLabels ? reject.labelled() : resource -> false;
        Predicate<ResourceId> called =
                edition == Edition.CONTROLLER ? reject.pattern() : id -> isSelected(id, reject.id());
        return resource -> labelled.test(resource) || (!reject.anyId() && resource.isOrWas(called));
    }

    private void copy(Value value, Replacement.Target target, Resource resource) {
        Replacement.Options options = target.options();
        boolean create = options != null && options.create();
        var mistakes = new Mistakes();
        for (Located<String> path : target.fieldPaths()) {
            mistakes.run(path.location(), () -> copy(value, path.value(), options, create, resource));
        }
        mistakes.throwIfAny();
    }

    private void copy(
            Value value, String path, Replacement.@Nullable Options options, boolean create, Resource resource) {
        String mistake = "unable to find " + (create ? "or create " : "") + "field \"" + path
                + "\" in replacement target " + ResourceMap.describe(resource) + " (" + resource.origin() + ")";
        int changed;
        try {
            changed = resource.change(content -> changed(content, path, value, options, create));
        } catch (BuildException e) {
            throw new BuildException(mistake + ": " + e.what(), e.hint());
        }
        if (changed == 0) {
            throw new BuildException(mistake);
        }
    }

    private int changed(
            ObjectNode content, String path, Value value, Replacement.@Nullable Options options, boolean create) {
        var field = new FieldPath(path);
        FieldPath.Change plain = present -> changed(present, value, options);
        if (edition == Edition.PROGRAM) {
            return field.change(content, create, plain);
        }
        // Within a text, options count for nothing.
        boolean inText = new StructuredText(field).change(content, create, present -> changed(present, value, null));
        return inText ? 1 : field.throughTexts().change(content, create, plain);
    }

    /** What a field becomes; null stands for a field that was just made. */
    private static JsonNode changed(@Nullable JsonNode field, Value value, Replacement.@Nullable Options options) {
        if (options != null && !options.delimiter().isEmpty()) {
            if (field != null && field.isContainerNode()) {
                throw new BuildException("delimiter option can only be used with scalar nodes");
            }
            String text = inserted(Nodes.text(field), Nodes.text(value.node()), options);
            return scalarLike(field, text);
        }
        if (field != null && field.isContainerNode()) {
            return value.fresh();
        }
        if (field == null && value.node().isContainerNode()) {
            return value.node().deepCopy();
        }
        return scalarLike(field, Nodes.text(value.node()));
    }

    private static String inserted(String present, String value, Replacement.Options options) {
        List<String> parts = split(present, options.delimiter());
        if (options.index() < 0) {
            parts.add(0, value);
        } else if (options.index() >= parts.size()) {
            parts.add(value);
        } else {
            parts.set(options.index(), value);
        }
        return String.join(options.delimiter(), parts);
    }

    /** Fields keep their type: a string stays one; a number, boolean or null must be able to take the value. */
    private static JsonNode scalarLike(@Nullable JsonNode field, String text) {
        if (field != null && field.isTextual()) {
            return Nodes.string(text);
        }
        JsonNode plain = Nodes.plainScalar(text);
        if (field != null && !takes(field, plain)) {
            throw new BuildException("the field holds " + typeOf(field) + ", the value is " + typeOf(plain));
        }
        return plain;
    }

    private static boolean takes(JsonNode field, JsonNode value) {
        return field.isNull() == value.isNull()
                && field.isBoolean() == value.isBoolean()
                && field.isNumber() == value.isNumber()
                && (WrittenScalar.isFloat(field) || !WrittenScalar.isFloat(value));
    }

    private static String typeOf(JsonNode scalar) {
        if (scalar.isNull()) {
            return "null";
        }
        if (scalar.isNumber()) {
            return WrittenScalar.isFloat(scalar) ? "a fraction" : "a whole number";
        }
        return scalar.isBoolean() ? "true or false" : "a text";
    }

    private static List<String> split(String text, String delimiter) {
        return new ArrayList<>(Arrays.asList(text.split(Pattern.quote(delimiter), -1)));
    }
}
