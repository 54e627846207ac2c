package dev.sluice.failure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The field of an object that a problem is about: enough to find its line in the file that the object was read from,
 * and to see whether the file's value is the one that is wrong. Holds no value: it may be secret.
 *
 * @param path the names of the fields, and the indexes of list items from 0, from the object on; never empty
 * @param valueHash {@link String#hashCode()} of the value's text; empty where the value is no scalar
 * @param patch where the patch is written that put the value into the object, {@code file:line}; empty where none did
 */
public record Field(List<String> path, OptionalInt valueHash, Optional<String> patch) {

    public Field {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a field without a path");
        }
    }
}
