package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import dev.sluice.object.Patched;
import dev.sluice.object.WrittenScalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One object during a build: its content, which transformers change, and what it was called before. Kustomize keeps the
 * latter in annotations that it removes in the end ({@code api/resource/resource.go}); here they are a {@link History}.
 */
final class Resource {

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
    private record Original(History.Former former, ResourceId current, ResourceId id) {}

    private final History history = new History();
    private final Set<String> variables = new LinkedHashSet<>();
    private final Origin origin;
    private final List<Patched> patches = new ArrayList<>(0);
    private ObjectNode content;
    private @Nullable Named named;
    private @Nullable Original original;
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

    /** Whether another copy says the same and has the same history. */
    boolean isLike(Resource other) {
        return content.equals(other.content) && history.notes().equals(other.history.notes());
    }

    /** A copy that comes from elsewhere. */
    Resource from(Origin elsewhere) {
        var copy = new Resource(content.deepCopy(), elsewhere);
        copy.named = named;
        copy.history.takeOver(history);
        copy.variables.addAll(variables);
        copy.patches.addAll(patches);
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

    /** Remembers what changed the object, for messages. */
    void patchedBy(Patched patch) {
        patches.add(patch);
    }

    /** The object as it is handed over, with all that is known of where it comes from. */
    Manifest manifest() {
        return Manifest.of(content, new Origin(origin.file(), origin.line(), patches));
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
    ResourceId originalId() {
        ResourceId current = currentId();
        if (history.formers().isEmpty()) {
            return current;
        }
        History.Former first = history.formers().get(0);
        Original last = original;
        if (last == null || !last.former().equals(first) || !last.current().equals(current)) {
            last = new Original(first, current, id(first));
            original = last;
        }
        return last.id();
    }

    /** What the object was called before, the first name first. */
    List<ResourceId> previousIds() {
        return history.formers().stream().map(this::id).toList();
    }

    /** Every name that the object has or had. */
    Set<String> allNames() {
        if (history.formers().isEmpty()) {
            return Set.of(name());
        }
        var names = new LinkedHashSet<String>();
        history.formers().forEach(former -> names.add(former.name()));
        names.add(name());
        return names;
    }

    /** Whether the object is or was called so that a test is true. */
    boolean isOrWas(Predicate<ResourceId> test) {
        for (History.Former former : history.formers()) {
            if (test.test(id(former))) {
                return true;
            }
        }
        return test.test(currentId());
    }

    /** The former kind with the present version: that is all that kustomize remembers. */
    private ResourceId id(History.Former former) {
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
        history.add(new History.Former(name, namespace, kind));
    }

    /** What became of the object so far. */
    History history() {
        return history;
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
            history.clear();
        }
        return result;
    }

    void addPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            note();
            history.addPrefix(prefix);
        }
    }

    void addSuffix(String suffix) {
        if (!suffix.isEmpty()) {
            note();
            history.addSuffix(suffix);
        }
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
            if (!history.isEmpty()) {
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
        boolean hashNeeded = hashNeeded();
        history.takeOver(replaced.history);
        history.setHashNeeded(hashNeeded && replaced.hashNeeded());
        variables.clear();
        variables.addAll(replaced.variables);
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

    Behavior behavior() {
        return history.behavior();
    }

    void setBehavior(Behavior wanted) {
        note();
        history.setBehavior(wanted);
    }

    boolean hashNeeded() {
        return history.hashNeeded();
    }

    void needHash() {
        note();
        history.setHashNeeded(true);
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
