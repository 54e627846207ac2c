package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes to the fields that a {@link FieldSpec} names and changes them. After kustomize's
 * {@code api/filters/fieldspec/fieldspec.go}.
 */
final class FieldWalk {

    /** Answers what a field becomes; the field itself where nothing changes. */
    @FunctionalInterface
    interface Change {
        JsonNode apply(JsonNode field);
    }

    /** What is put where a field is to be created. */
    enum Creation {
        /** Missing fields stay missing, whatever the spec says. */
        NOTHING,
        SCALAR,
        MAPPING
    }

    private final FieldSpec spec;
    private final List<String> path;
    private final Creation creation;

    /** A walk that may be gone again and again. */
    FieldWalk(FieldSpec spec, Creation creation) {
        this.spec = spec;
        this.path = split(spec.path(), '/');
        this.creation = spec.create() ? creation : Creation.NOTHING;
    }

    /** Changes the fields of an object that a spec names, if the spec is about objects of its type. */
    static void change(Resource object, FieldSpec spec, Creation creation, Change change) {
        var walk = new FieldWalk(spec, creation);
        if (walk.isFor(object.type())) {
            walk.change(object, change);
        }
    }

    FieldSpec spec() {
        return spec;
    }

    /** Whether the spec is about objects of a type. */
    boolean isFor(GroupVersionKind type) {
        return type.isSelectedBy(spec.type());
    }

    /** Changes the fields of an object, whatever its type. */
    void change(Resource object, Change change) {
        try {
            walk(object.content(), 0, change);
        } catch (BuildException e) {
            throw new BuildException(
                    "field " + spec.path() + " of " + ResourceMap.describe(object) + " (" + object.origin() + "): "
                            + e.what(),
                    e.hint());
        }
    }

    private JsonNode walk(JsonNode node, int depth, Change change) {
        if (depth == path.size()) {
            return change.apply(node);
        }
        if (node.isNull()) {
            return node;
        }
        if (node instanceof ArrayNode sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                sequence.set(i, walk(sequence.get(i), depth, change));
            }
            return node;
        }
        if (node instanceof ObjectNode mapping) {
            walkMapping(mapping, depth, change);
            return node;
        }
        throw new BuildException("a mapping or a list is expected where the value is a scalar");
    }

    private void walkMapping(ObjectNode mapping, int depth, Change change) {
        String name = path.get(depth);
        boolean list = name.endsWith("[]");
        String field = list ? name.substring(0, name.length() - 2) : name;
        if (field.isEmpty()) {
            throw new BuildException("cannot set or create an empty field name");
        }
        JsonNode child = mapping.get(field);
        if (child == null) {
            if (list || creation == Creation.NOTHING) {
                return;
            }
            child = created(depth);
        } else if (child.isNull() && (list || creation != Creation.NOTHING)) {
            child = list ? Nodes.sequence() : created(depth);
        }
        mapping.set(field, SharedText.assigned(child, walk(child, depth + 1, change)));
    }

    private JsonNode created(int depth) {
        boolean last = depth == path.size() - 1;
        return last && creation == Creation.SCALAR ? Nodes.string("") : Nodes.mapping();
    }

    /** The names of a path; a backslash before the separator makes it part of a name. */
    static List<String> split(String path, char separator) {
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != separator) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) == '\\') {
                name.setCharAt(name.length() - 1, separator);
            } else if (i > 0) {
                names.add(name.toString());
                name.setLength(0);
            }
        }
        names.add(name.toString());
        return names;
    }
}
