package dev.sluice.kustomize;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what somebody meant to write. */
final class Spelling {

    /** Somebody who wrote so much of a name meant it. */
    private static final int SHORTEST_PREFIX = 4;

    private Spelling() {}

    /** A hint that names the nearest known name; null where none is near. */
    static @Nullable String hint(String written, Collection<String> known) {
        String best = nearest(written, known);
        return best == null || best.equals(written) ? null : "did you mean \"" + best + "\"?";
    }

    /** The nearest known name; null where none is near. */
    static @Nullable String nearest(String written, Collection<String> known) {
        String best = null;
        int least = Math.max(2, written.length() / 3) + 1;
        for (String name : known) {
            if (written.length() >= SHORTEST_PREFIX && name.startsWith(written) && best == null) {
                best = name;
            }
            int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least && distance * 2 <= Math.max(written.length(), name.length())) {
                least = distance;
                best = name;
            }
        }
        return best;
    }

    /** How many letters have to be changed, added or left out. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
