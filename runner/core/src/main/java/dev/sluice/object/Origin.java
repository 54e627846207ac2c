package dev.sluice.object;

import static java.util.Objects.requireNonNull;

/**
 * Where an object was read from.
 *
 * @param file the file as the user knows it: relative to the source's root, {@code /} between names
 * @param line the line of the document's first content, from 1; 0 where a line has no meaning
 */
public record Origin(String file, int line) {

    public Origin {
        requireNonNull(file, "file");
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
