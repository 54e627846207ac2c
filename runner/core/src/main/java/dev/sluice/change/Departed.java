package dev.sluice.change;

import dev.sluice.change.Change.Delete;
import java.util.List;

/**
 * What left the repository and is still there.
 *
 * @param deletions in their order: units before those they were applied after, objects in reverse order of application
 * @param kept the objects that stay, and why
 */
public record Departed(List<Delete> deletions, List<Exempt> kept) {

    static final Departed NOTHING = new Departed(List.of(), List.of());

    public Departed {
        deletions = List.copyOf(deletions);
        kept = List.copyOf(kept);
    }
}
