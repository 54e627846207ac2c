package dev.sluice.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives the YAML of several roots on in the order of the roots, whichever of them is done first; between two of them is
 * the mark that ends a document. What came before its turn is kept until then.
 */
final class InTurn {

    private static final String END_OF_DOCUMENT = "---\n";

    private final Consumer<String> next;
    private final Map<Integer, Optional<String>> early = new HashMap<>();
    private int turn;
    private boolean begun;

    InTurn(Consumer<String> next) {
        this.next = next;
    }

    /** The text of the root at this place, or that it has none; the first word of a root counts. */
    synchronized void over(int place, Optional<String> text) {
        if (place < turn) {
            return;
        }
        early.putIfAbsent(place, text);
        while (early.containsKey(turn)) {
            early.remove(turn).ifPresent(this::give);
            turn++;
        }
    }

    private void give(String text) {
        next.accept(begun ? END_OF_DOCUMENT + text : text);
        begun = true;
    }
}
