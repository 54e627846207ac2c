package dev.sluice.object;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Copies of objects for a change in one place: all that lies beside the way to it is shared with the original. */
public final class PathCopy {

    private PathCopy() {}

    /** A copy of the object and of the mappings on the way; where something else than a mapping stands, the way ends. */
    public static ObjectNode of(ObjectNode object, String... way) {
        ObjectNode copy = object.objectNode().setAll(object);
        ObjectNode last = copy;
        for (String field : way) {
            if (!(last.get(field) instanceof ObjectNode below)) {
                break;
            }
            ObjectNode copied = below.objectNode().setAll(below);
            last.set(field, copied);
            last = copied;
        }
        return copy;
    }
}
