package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an object was read from.
 *
 * @param file the file as the user knows it: relative to the source's root, {@code /} between names
 * @param line the line of the document's first content, from 1; 0 where a line has no meaning
 * @param patches what changed the object since, in its order: no part of what makes two origins equal
 */
public record Origin(String file, int line, List<Patched> patches) {

    public Origin {
        requireNonNull(file, "file");
        patches = List.copyOf(patches);
    }

    public Origin(String file, int line) {
        this(file, line, List.of());
    }

    /** Where the last change that wrote a value is written; empty where none did. */
    public Optional<Origin> patchOf(List<String> path, JsonNode value) {
        for (int index = patches.size() - 1; index >= 0; index--) {
            Optional<Origin> place = patches.get(index).placeOf(path, value);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin origin && line == origin.line && file.equals(origin.file);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, line);
    }

    /** What {@link #toString} wrote. */
    public static Origin of(String location) {
        int colon = location.lastIndexOf(':');
        String line = location.substring(colon + 1);
        boolean numbered = colon > 0 && line.length() < 10 && line.chars().allMatch(c -> c >= '0' && c <= '9');
        return numbered && !line.isEmpty()
                ? new Origin(location.substring(0, colon), Integer.parseInt(line))
                : new Origin(location, 0);
    }

    /** {@code file:line}, or the file alone. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
