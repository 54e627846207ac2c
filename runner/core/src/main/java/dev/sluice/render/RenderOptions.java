package dev.sluice.render;

import java.util.Set;

/**
 * What a render is told beside the entry.
 *
 * @param skipKinds kinds of Flux that cannot be carried out yet and are left out knowingly
 * @param strict whether a variable without a value is a mistake
 * @param survey whether the render goes on in spite of mistakes, and asks nothing outside of the workspace
 */
public record RenderOptions(Set<String> skipKinds, boolean strict, boolean survey) {

    public RenderOptions {
        skipKinds = Set.copyOf(skipKinds);
    }

    /** Of a render that ends with the mistakes it finds. */
    public RenderOptions(Set<String> skipKinds, boolean strict) {
        this(skipKinds, strict, false);
    }
}
