package dev.sluice.render;

import java.util.Set;

/**
 * What a render is told beside the entry.
 *
 * @param skipKinds kinds of Flux that cannot be carried out yet and are left out knowingly
 * @param strict whether a variable without a value is a mistake
 */
public record RenderOptions(Set<String> skipKinds, boolean strict) {

    public RenderOptions {
        skipKinds = Set.copyOf(skipKinds);
    }
}
