package dev.sluice.object;

/**
 * Counts the nodes of a document, and refuses one that aliases blow up, before the memory for it is taken. Source of
 * the limits: {@code allowedAliasRatio} in {@code decode.go} of go-yaml v2 and v3.
 */
final class AliasBudget {

    private static final long FEW_ALIASED = 100;
    private static final long FEW_NODES = 1000;
    private static final double RATIO_OF_SMALL = 0.99;
    private static final double RATIO_OF_LARGE = 0.10;
    private static final long SMALL = 400_000;
    private static final long LARGE = 4_000_000;

    private long total;
    private long aliased;

    void count() {
        total++;
    }

    /** The nodes so far, with all that aliases brought. */
    long total() {
        return total;
    }

    /** Counts the nodes that an alias brings. */
    void expand(long size, int line) {
        total += size + 1;
        aliased += size;
        if (aliased > FEW_ALIASED && total > FEW_NODES && (double) aliased / total > allowedRatio()) {
            throw new Unreadable(
                    line,
                    "aliases expand the document to more than " + total + " values",
                    "write out what is meant: this is how a small file exhausts memory");
        }
    }

    private double allowedRatio() {
        if (total <= SMALL) {
            return RATIO_OF_SMALL;
        }
        if (total >= LARGE) {
            return RATIO_OF_LARGE;
        }
        return RATIO_OF_SMALL - (RATIO_OF_SMALL - RATIO_OF_LARGE) * (total - SMALL) / (LARGE - SMALL);
    }
}
