package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.WrittenMapping;
import dev.sluice.object.WrittenScalar;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patches. After kustomize's {@code kyaml/yaml/merge2} and {@code kyaml/yaml/walk}, step by step: what
 * they do to lists whose elements lack a merge key, or that no patch touches, shows in the result.
 */
final class StrategicMerge {

    private static final String DIRECTIVE_KEY = "$patch";

    /** What a patch wants of the node it stands at. */
    enum Directive {
        MERGE,
        REPLACE,
        DELETE
    }

    /** What is merged. */
    enum Use {
        /** Patches into objects: lists begin with what only the patch has, and fields keep the style of their values. */
        OBJECTS,
        /** Values of charts: lists end with what only the patch has, and values are what they are, for nobody writes them. */
        VALUES
    }

    private final Schemas schemas;
    private final Use use;

    /** A merge of patches into objects. */
    StrategicMerge(Schemas schemas) {
        this(schemas, Use.OBJECTS);
    }

    StrategicMerge(Schemas schemas, Use use) {
        this.schemas = schemas;
        this.use = use;
    }

    /**
     * The object after the patch; null where the patch deletes it. Both are changed and become part of the result.
     *
     * @throws BuildException where patch and object do not fit
     */
    @Nullable
    ObjectNode merge(ObjectNode patch, ObjectNode object) {
        return merge(object, patch, null, "") instanceof ObjectNode merged ? merged : null;
    }

    @Nullable
    JsonNode merge(@Nullable JsonNode target, @Nullable JsonNode patch, @Nullable Schema known, String path) {
        Schema schema = known != null ? known : schemaOfType(target, patch);
        JsonNode first = Nodes.isMissingOrNull(target) ? patch : target;
        if (Nodes.isMissingOrNull(first) || first instanceof ObjectNode) {
            requireSameKind(first, patch, path);
            return mergeMappings(target, patch, schema, path);
        }
        requireSameKind(first, patch, path);
        if (first instanceof ArrayNode && schema != null && schema.mergesElements()) {
            return mergeElements(target, patch, schema, path);
        }
        return patch != null ? patch : target;
    }

    private static void requireSameKind(@Nullable JsonNode first, @Nullable JsonNode patch, String path) {
        if (first == null || patch == null || first.isNull() || patch.isNull()) {
            return;
        }
        if (!Nodes.kindOf(first).equals(Nodes.kindOf(patch))) {
            throw new BuildException("the patch has " + Nodes.kindOf(patch) + " at " + (path.isEmpty() ? "." : path)
                    + " where the object has " + Nodes.kindOf(first));
        }
    }

    private @Nullable Schema schemaOfType(@Nullable JsonNode target, @Nullable JsonNode patch) {
        Schema schema = target == null ? null : schemaOfType(target);
        return schema != null || patch == null ? schema : schemaOfType(patch);
    }

    private @Nullable Schema schemaOfType(JsonNode object) {
        if (!(object instanceof ObjectNode)
                || Nodes.text(object.get("kind")).isEmpty()
                || Nodes.text(object.get("apiVersion")).isEmpty()) {
            return null;
        }
        return schemas.of(GroupVersionKind.of(object));
    }

    private @Nullable JsonNode mergeMappings(
            @Nullable JsonNode target, @Nullable JsonNode patch, @Nullable Schema schema, String path) {
        JsonNode result = startOfMapping(target, patch);
        if (!(result instanceof ObjectNode merged)) {
            return result;
        }
        var names = new TreeSet<String>();
        merged.fieldNames().forEachRemaining(names::add);
        if (patch instanceof ObjectNode patchMapping) {
            patchMapping.fieldNames().forEachRemaining(names::add);
        }
        for (String name : names) {
            JsonNode own = merged.get(name);
            JsonNode value = merge(
                    own,
                    patch == null ? null : patch.get(name),
                    schemaOfField(merged, patch, schema, name),
                    path.isEmpty() ? name : path + "." + name);
            if (value == null || (value.isNull() && !keepsNull(merged, patch, name))) {
                merged.remove(name);
            } else {
                requireText(name, own, patch);
                JsonNode set = use == Use.VALUES ? value : WrittenScalar.set(own, value);
                merged.set(name, SharedText.assigned(own, set));
            }
        }
        return merged;
    }

    /** A schema in a comment counts for more than the one of the type; the object's comes before the patch's. */
    private @Nullable Schema schemaOfField(
            ObjectNode target, @Nullable JsonNode patch, @Nullable Schema schema, String name) {
        for (JsonNode mapping : patch == null ? List.of(target) : List.of(target, patch)) {
            if (!(mapping instanceof ObjectNode written)) {
                continue;
            }
            for (ObjectNode comment : WrittenMapping.comments(written, name)) {
                Schema commented = schemas.ofComment(comment);
                if (commented != null) {
                    return commented;
                }
            }
        }
        return schema == null ? null : schema.field(name);
    }

    /** A key that is no text is none either where the patch brings it. */
    private static void requireText(String name, @Nullable JsonNode own, @Nullable JsonNode patch) {
        Problem odd = own == null && patch instanceof ObjectNode mapping ? WrittenMapping.oddKey(mapping, name) : null;
        if (odd != null) {
            throw new InvalidInput(List.of(odd));
        }
        if (name.isEmpty() && patch != null && patch.has(name)) {
            throw new BuildException("the patch has an empty key");
        }
    }

    /** A null that the object spells out stays where the patch says nothing about it; one of the patch removes. */
    private static boolean keepsNull(ObjectNode merged, @Nullable JsonNode patch, String name) {
        return merged.path(name).isNull()
                && !WrittenScalar.text(merged.path(name)).isEmpty()
                && (patch == null || !patch.has(name));
    }

    /** The node whose fields are merged next. */
    private static @Nullable JsonNode startOfMapping(@Nullable JsonNode target, @Nullable JsonNode patch) {
        if (Nodes.isMissingOrNull(target)) {
            if (patch == null) {
                return target;
            }
            return patch instanceof ObjectNode mapping && takeDirective(mapping) == Directive.DELETE ? null : patch;
        }
        if (patch == null) {
            return target;
        }
        if (patch.isNull()) {
            return null;
        }
        return switch (takeDirective((ObjectNode) patch)) {
            case DELETE -> null;
            case REPLACE -> patch;
            case MERGE -> target;
        };
    }

    private static Directive takeDirective(ObjectNode patch) {
        JsonNode directive = patch.get(DIRECTIVE_KEY);
        if (directive == null) {
            return Directive.MERGE;
        }
        Directive wanted = directive(Nodes.text(directive));
        patch.remove(DIRECTIVE_KEY);
        return wanted;
    }

    private static Directive directive(String name) {
        return switch (name) {
            case "delete" -> Directive.DELETE;
            case "replace" -> Directive.REPLACE;
            case "merge" -> Directive.MERGE;
            default ->
                throw new BuildException(
                        "unknown patch strategy '" + name + "'",
                        Spelling.hint(name, List.of("delete", "replace", "merge")));
        };
    }

    /** A list's directive is an element of its own: {@code - $patch: replace}. */
    private static Directive takeDirective(ArrayNode patch) {
        for (JsonNode element : patch) {
            if (!(element instanceof ObjectNode) || !element.has(DIRECTIVE_KEY)) {
                continue;
            }
            if (element.size() > 1) {
                return Directive.MERGE;
            }
            String name = Nodes.text(element.get(DIRECTIVE_KEY));
            Directive directive = directive(name);
            removeDirectives(patch, name);
            return directive;
        }
        return Directive.MERGE;
    }

    private static void removeDirectives(ArrayNode patch, String name) {
        for (Iterator<JsonNode> elements = patch.elements(); elements.hasNext(); ) {
            JsonNode element = elements.next();
            if (Nodes.isEmptyMapping(element)
                    || Nodes.isMissingOrNull(element)
                    || name.equals(Nodes.text(element.get(DIRECTIVE_KEY)))) {
                elements.remove();
            }
        }
    }

    private @Nullable JsonNode mergeElements(
            @Nullable JsonNode target, @Nullable JsonNode patch, Schema schema, String path) {
        ArrayNode patchList = patch instanceof ArrayNode list ? list : null;
        JsonNode start = target;
        if (Nodes.isMissingOrNull(target)) {
            start = patch;
        } else if (patch != null && patch.isNull()) {
            return null;
        } else if (patchList != null) {
            Directive directive = takeDirective(patchList);
            if (directive == Directive.DELETE) {
                return null;
            }
            start = directive == Directive.REPLACE ? patch : target;
        }
        if (!(start instanceof ArrayNode list)) {
            return start;
        }
        List<String> keys = schema.mergeKeys();
        return new ListMerge(this, use, schema.elements(), list, patchList, path).merge(keys);
    }
}
