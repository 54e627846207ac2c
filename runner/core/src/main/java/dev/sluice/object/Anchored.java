package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * The node behind an anchor.
 *
 * @param node its value
 * @param scalar its typed value where it is a scalar, which an alias can make a key of
 * @param size how many nodes it is, with all that its own aliases brought
 */
record Anchored(JsonNode node, @Nullable Scalar scalar, long size) {

    /** Stands for a node until its end was read. */
    static final Anchored UNFINISHED = new Anchored(NullNode.getInstance(), null, 0);

    boolean isFinished() {
        return size > 0;
    }

    JsonNode copy() {
        return node.deepCopy();
    }
}
