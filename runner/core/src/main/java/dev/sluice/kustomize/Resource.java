package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Origin;
import dev.sluice.object.WrittenScalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One object during a build: its content, which transformers change, and what it was called before. Kustomize keeps the
 * latter in annotations that it removes in the end ({@code api/resource/resource.go}); here they are fields.
 */
final class Resource {

    /** Something that the object was called before a transformer changed it. */
    private record Former(String name, String namespace, String kind) {}

    /** An id with the text that its type was made of. */
    private record Named(String apiVersion, ResourceId id) {
        boolean isStill(String otherApiVersion, String kind, String name, String namespace) {
            return apiVersion.equals(otherApiVersion)
                    && id.type().kind().equals(kind)
                    && id.name().equals(name)
                    && id.namespace().equals(namespace);
        }
    }

    /** The id that a former one makes with the present version. */
    private record Original(Former former, ResourceId current, ResourceId id) {}

    private final List<Former> formers = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<String> suffixes = new ArrayList<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final Origin origin;
    private ObjectNode content;
    private @Nullable Named named;
    private @Nullable Behavior behavior;
    private @Nullable Original original;
    private boolean hashNeeded;
    private boolean nameChangeAllowed;
    private boolean kindChangeAllowed;

    Resource(ObjectNode content, Origin origin) {
        this.content = requireNonNull(content, "content");
        this.origin = requireNonNull(origin, "origin");
    }

    /** The same object once more; changes of the copy are not seen here. */
    Resource copy() {
        return from(origin);
    }

    /** Whether an object says the same and has the same history. */
    boolean isLike(Resource other) {
        return content.deepCopy().equals(other.content.deepCopy()) && notes().equals(other.notes());
    }

    /** A copy that comes from elsewhere. */
    Resource from(Origin elsewhere) {
        var copy = new Resource(content.deepCopy(), elsewhere);
        copy.named = named;
        copy.formers.addAll(formers);
        copy.prefixes.addAll(prefixes);
        copy.suffixes.addAll(suffixes);
        copy.variables.addAll(variables);
        copy.behavior = behavior;
        copy.hashNeeded = hashNeeded;
        copy.nameChangeAllowed = nameChangeAllowed;
        copy.kindChangeAllowed = kindChangeAllowed;
        return copy;
    }

    ObjectNode content() {
        return content;
    }

    void setContent(ObjectNode changed) {
        content = requireNonNull(changed, "changed");
    }

    /** Whether a patch deleted it; it leaves the build after the transformer. */
    boolean isDeleted() {
        return content.isEmpty();
    }

    void delete() {
        content = Nodes.mapping();
    }

    /** Where the object was read. */
    Origin origin() {
        return origin;
    }

    GroupVersionKind type() {
        return currentId().type();
    }

    String kind() {
        return Nodes.text(content.path("kind"));
    }

    String name() {
        return Nodes.text(content.path("metadata").path("name"));
    }

    String namespace() {
        return Nodes.text(content.path("metadata").path("namespace"));
    }

    void setName(String name) {
        if (!name.equals(name())) {
            Nodes.mapping(content, "metadata").put("name", name);
        }
    }

    void setNamespace(String namespace) {
        if (namespace.isEmpty()) {
            if (content.get("metadata") instanceof ObjectNode metadata) {
                metadata.remove("namespace");
            }
            return;
        }
        if (!namespace.equals(namespace())) {
            Nodes.mapping(content, "metadata").put("namespace", namespace);
        }
    }

    /** What the object is called now. */
    ResourceId currentId() {
        // Each step of a build asks every object; hardly ever has one been renamed since.
        String apiVersion = Nodes.text(content.get("apiVersion"));
        String kind = Nodes.text(content.get("kind"));
        JsonNode metadata = content.path("metadata");
        String name = Nodes.text(metadata.get("name"));
        String namespace = Nodes.text(metadata.get("namespace"));
        Named last = named;
        if (last == null || !last.isStill(apiVersion, kind, name, namespace)) {
            GroupVersionKind type = GroupVersionKind.of(apiVersion, kind);
            last = new Named(apiVersion, new ResourceId(type, name, namespace, Scopes.isClusterScoped(type)));
            named = last;
        }
        return last.id();
    }

    /** What the object was called when it was read. */
    @SuppressWarnings("ReferenceEquality") // Only whether they are still those of the last time.
    ResourceId originalId() {
        ResourceId current = currentId();
        if (formers.isEmpty()) {
            return current;
        }
        Original last = original;
        if (last == null
                || !last.former().equals(formers.get(0))
                || !last.current().equals(current)) {
            last = new Original(formers.get(0), current, id(formers.get(0)));
            original = last;
        }
        return last.id();
    }

    /** What the object was called before, the first name first. */
    List<ResourceId> previousIds() {
        return formers.stream().map(this::id).toList();
    }

    /** Every name that the object has or had. */
    Set<String> allNames() {
        if (formers.isEmpty()) {
            return Set.of(name());
        }
        var names = new LinkedHashSet<String>();
        formers.forEach(former -> names.add(former.name()));
        names.add(name());
        return names;
    }

    /** Whether the object is or was called so that a test is true. */
    boolean isOrWas(Predicate<ResourceId> test) {
        for (Former former : formers) {
            if (test.test(id(former))) {
                return true;
            }
        }
        return test.test(currentId());
    }

    /** The former kind with the present version: that is all that kustomize remembers. */
    private ResourceId id(Former former) {
        GroupVersionKind type = type();
        return new ResourceId(
                new GroupVersionKind(type.group(), type.version(), former.kind()),
                former.name(),
                former.namespace(),
                false);
    }

    /** Keeps what the object is called now, before a transformer changes it. */
    void rememberId() {
        ResourceId id = currentId();
        rememberId(id.name(), id.effectiveNamespace(), id.type().kind());
    }

    /** Adds something that the object was called before. */
    void rememberId(String name, String namespace, String kind) {
        note();
        var former = new Former(name, namespace, kind);
        // Each patch remembers; which id it was says as much as how often.
        if (!formers.contains(former)) {
            formers.add(former);
        }
    }

    /** Kustomize notes the history in annotations, so that from now on the object has some, be they empty here. */
    private void note() {
        Nodes.mapping(Nodes.mapping(content, "metadata"), "annotations");
    }

    /** Changes the content; what does away with the annotations does away with Kustomize's notes among them. */
    @SuppressWarnings("ReferenceEquality") // Equal annotations in place of the present ones are others.
    <T> T change(Function<ObjectNode, T> change) {
        JsonNode before = content.path("metadata").path("annotations");
        T result = change.apply(content);
        if (content.path("metadata").path("annotations") != before) {
            forgetNotes();
        }
        return result;
    }

    /** Forgets all that Kustomize noted. */
    void forgetNotes() {
        formers.clear();
        prefixes.clear();
        suffixes.clear();
        behavior = null;
        hashNeeded = false;
    }

    void addPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            note();
            prefixes.add(prefix);
        }
    }

    void addSuffix(String suffix) {
        if (!suffix.isEmpty()) {
            note();
            suffixes.add(suffix);
        }
    }

    /** What was put in front of the name, the first first. */
    List<String> prefixes() {
        return List.copyOf(prefixes);
    }

    /** What was put behind the name, the first first. */
    List<String> suffixes() {
        return List.copyOf(suffixes);
    }

    /** Whether both went through the same prefixes and suffixes, as far as the shorter way goes. */
    boolean sameAffixes(Resource other, boolean emptyMatches) {
        return sameEnding(prefixes, other.prefixes, emptyMatches) && sameEnding(suffixes, other.suffixes, emptyMatches);
    }

    private static boolean sameEnding(List<String> one, List<String> other, boolean emptyMatches) {
        if (one.isEmpty() || other.isEmpty()) {
            return emptyMatches || (one.isEmpty() && other.isEmpty());
        }
        int shared = Math.min(one.size(), other.size());
        return one.subList(one.size() - shared, one.size()).equals(other.subList(other.size() - shared, other.size()));
    }

    Map<String, String> annotations() {
        return Nodes.strings(content.path("metadata").path("annotations"));
    }

    Map<String, String> labels() {
        return Nodes.strings(content.path("metadata").path("labels"));
    }

    /** The value of an annotation; null where the object has none of the name. */
    @Nullable
    String annotation(String key) {
        return entry("annotations", key);
    }

    /** The value of a label; null where the object has none of the name. */
    @Nullable
    String label(String key) {
        return entry("labels", key);
    }

    private @Nullable String entry(String field, String key) {
        JsonNode value = content.path("metadata").path(field).get(key);
        return value == null ? null : WrittenScalar.text(value);
    }

    void setAnnotations(Map<String, String> annotations) {
        setStrings("annotations", annotations);
    }

    private void setLabels(Map<String, String> labels) {
        setStrings("labels", labels);
    }

    void removeLabel(String name) {
        Map<String, String> labels = labels();
        if (labels.remove(name) != null) {
            setLabels(labels);
        }
    }

    private void setStrings(String field, Map<String, String> values) {
        if (values.isEmpty()) {
            if (content.get("metadata") instanceof ObjectNode metadata) {
                metadata.remove(field);
            }
            if (!notes().isEmpty()) {
                note();
            }
            return;
        }
        Nodes.mapping(content, "metadata").set(field, TextKeys.strings(values, origin));
    }

    void annotate(String key, String value) {
        Map<String, String> annotations = annotations();
        annotations.put(key, value);
        setAnnotations(annotations);
    }

    /**
     * Takes over name, namespace, labels, annotations and history of the object that this one replaces or is merged
     * with; own labels and annotations win.
     */
    void inheritFrom(Resource replaced) {
        setLabels(merged(replaced.labels(), labels()));
        setAnnotations(merged(replaced.annotations(), annotations()));
        setName(replaced.name());
        setNamespace(replaced.namespace());
        formers.clear();
        formers.addAll(replaced.formers);
        prefixes.clear();
        prefixes.addAll(replaced.prefixes);
        suffixes.clear();
        suffixes.addAll(replaced.suffixes);
        variables.clear();
        variables.addAll(replaced.variables);
        behavior = replaced.behavior;
        hashNeeded = hashNeeded && replaced.hashNeeded;
    }

    /** Adds the entries of {@code data} and {@code binaryData} of another object that are missing here. */
    void addDataOf(Resource other) {
        Map<String, String> data = merged(strings(other, "data"), strings(this, "data"));
        Map<String, String> binary = merged(strings(other, "binaryData"), strings(this, "binaryData"));
        content.remove("data");
        content.remove("binaryData");
        data.forEach((key, value) -> Nodes.mapping(content, "data").put(TextKeys.unquoted(key), value));
        binary.forEach((key, value) -> Nodes.mapping(content, "binaryData").put(TextKeys.unquoted(key), value));
    }

    private static Map<String, String> strings(Resource resource, String field) {
        JsonNode node = resource.content.path(field);
        Map<String, String> strings = Nodes.strings(node);
        strings.replaceAll((key, text) -> node.path(key).isNull() ? "" : text);
        return strings;
    }

    private static Map<String, String> merged(Map<String, String> base, Map<String, String> over) {
        var merged = new TreeMap<>(base);
        merged.putAll(over);
        return merged;
    }

    /** The history as Kustomize writes it down, by the names of its annotations. */
    Map<String, String> notes() {
        var notes = new TreeMap<String, String>();
        if (!formers.isEmpty()) {
            notes.put("previousNames", formers.stream().map(Former::name).collect(joining(",")));
            notes.put(
                    "previousNamespaces",
                    formers.stream().map(Former::namespace).collect(joining(",")));
            notes.put("previousKinds", formers.stream().map(Former::kind).collect(joining(",")));
        }
        if (!prefixes.isEmpty()) {
            notes.put("prefixes", String.join(",", prefixes));
        }
        if (!suffixes.isEmpty()) {
            notes.put("suffixes", String.join(",", suffixes));
        }
        if (hashNeeded) {
            notes.put("needsHashSuffix", "enabled");
        }
        if (behavior != null) {
            notes.put("generatorBehavior", behavior.name().toLowerCase(Locale.ROOT));
        }
        return notes;
    }

    Behavior behavior() {
        return behavior == null ? Behavior.UNSPECIFIED : behavior;
    }

    void setBehavior(Behavior wanted) {
        note();
        behavior = wanted;
    }

    boolean hashNeeded() {
        return hashNeeded;
    }

    void needHash() {
        note();
        hashNeeded = true;
    }

    boolean nameChangeAllowed() {
        return nameChangeAllowed;
    }

    void allowNameChange() {
        noteAllowance();
        nameChangeAllowed = true;
    }

    /** Kustomize notes it by writing all annotations anew, as texts. */
    private void noteAllowance() {
        note();
        setAnnotations(annotations());
    }

    boolean kindChangeAllowed() {
        return kindChangeAllowed;
    }

    void allowKindChange() {
        noteAllowance();
        kindChangeAllowed = true;
    }

    /** The names of the {@code vars} that take their value from this object. */
    Set<String> variables() {
        return variables;
    }
}
