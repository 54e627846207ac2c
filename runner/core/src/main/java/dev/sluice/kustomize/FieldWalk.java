package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    private final List<String> path;
    private final Creation creation;
    private final Change change;

    private FieldWalk(FieldSpec spec, Creation creation, Change change) {
        this.path = split(spec.path(), '/');
        this.creation = spec.create() ? creation : Creation.NOTHING;
        this.change = change;
    }

    /** Changes the fields of an object that a spec names, if the spec is about objects of its type. */
    static void change(Resource object, FieldSpec spec, Creation creation, Change change) {
        if (!spec.appliesTo(object.content())) {
            return;
        }
        try {
            new FieldWalk(spec, creation, change).walk(object.content(), 0);
        } catch (BuildException e) {
            throw new BuildException(
                    "field " + spec.path() + " of " + ResourceMap.describe(object) + " (" + object.origin() + "): "
                            + e.what(),
                    e.hint());
        }
    }

    private JsonNode walk(JsonNode node, int depth) {
        if (depth == path.size()) {
            return change.apply(node);
        }
        if (node.isNull()) {
            return node;
        }
        if (node instanceof ArrayNode sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                sequence.set(i, walk(sequence.get(i), depth));
            }
            return node;
        }
        if (node instanceof ObjectNode mapping) {
            walkMapping(mapping, depth);
            return node;
        }
        throw new BuildException("a mapping or a list is expected where the value is a scalar");
    }

    private void walkMapping(ObjectNode mapping, int depth) {
        String name = path.get(depth);
        boolean list = name.endsWith("[]");
        String field = list ? name.substring(0, name.length() - 2) : name;
        if (field.isEmpty()) {
            throw new BuildException("cannot set or create an empty field name");
        }
        JsonNode child = mapping.get(field);
        JsonNode created = list ? Nodes.sequence() : created(depth);
        if (child == null) {
            if (list || created == null) {
                return;
            }
            child = created;
        } else if (child.isNull() && created != null) {
            child = created;
        }
        mapping.set(field, SharedText.assigned(child, walk(child, depth + 1)));
    }

    private @Nullable JsonNode created(int depth) {
        if (creation == Creation.NOTHING) {
            return null;
        }
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
