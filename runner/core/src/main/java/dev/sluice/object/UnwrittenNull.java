package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * The null of a key that nothing is written behind. It is null like any other, but kyaml's merges drop it where they
 * keep a {@code null} that somebody spelled out ({@code VisitMap} in {@code kyaml/yaml/merge2/merge2.go}).
 */
public final class UnwrittenNull extends NullNode {

    static final UnwrittenNull VALUE = new UnwrittenNull();

    private static final long serialVersionUID = 1;

    private UnwrittenNull() {}

    /** Whether a node is null, and not because somebody wrote so. */
    public static boolean is(JsonNode node) {
        return node instanceof UnwrittenNull;
    }
}
