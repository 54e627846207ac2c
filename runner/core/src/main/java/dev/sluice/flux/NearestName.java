package dev.sluice.flux;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The name that a mistyped one was probably meant to be. */
public final class NearestName {

    private NearestName() {}

    /** The candidate with the fewest edits, if these are few for the name's length; the first by alphabet on a tie. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        int limit = Math.max(1, name.length() / 3);
        String nearest = null;
        int fewest = limit + 1;
        for (String candidate : new TreeSet<>(candidates)) {
            int edits = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest) {
                fewest = edits;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Damerau's distance with adjacent transpositions. */
    private static int distance(String from, String to) {
        int[] beforePrevious = new int[to.length() + 1];
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int cost = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                int best = Math.min(previous[column] + 1, current[column - 1] + 1);
                best = Math.min(best, previous[column - 1] + cost);
                boolean swapped = row > 1
                        && column > 1
                        && from.charAt(row - 1) == to.charAt(column - 2)
                        && from.charAt(row - 2) == to.charAt(column - 1);
                current[column] = swapped ? Math.min(best, beforePrevious[column - 2] + 1) : best;
            }
            beforePrevious = previous;
            previous = current;
        }
        return previous[to.length()];
    }
}
