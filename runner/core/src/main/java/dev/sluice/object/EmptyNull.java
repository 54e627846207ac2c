package dev.sluice.object;

import com.fasterxml.jackson.databind.node.NullNode;

/**
 * The null of a field with nothing behind its colon. It equals the null that is written {@code null} or {@code ~}; only
 * kustomize's merges tell them apart.
 */
public final class EmptyNull extends NullNode {

    private static final long serialVersionUID = 1L;

    static final EmptyNull VALUE = new EmptyNull();

    private EmptyNull() {}

    /** As Jackson's null: there is one. */
    @Override
    protected Object readResolve() {
        return VALUE;
    }
}
