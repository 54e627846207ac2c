package dev.sluice.migrate;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import java.util.List;

/**
 * A text with the API versions that are wanted.
 *
 * @param text the whole text
 * @param changes what was changed, {@code file:line: what} each
 * @param left what stays as it is, because somebody has to decide; an object with such a field keeps its version
 */
public record Migrated(String text, List<Problem> changes, List<Problem> left) {

    public Migrated {
        requireNonNull(text, "text");
        changes = List.copyOf(changes);
        left = List.copyOf(left);
    }
}
