package dev.sluice.apply;

import dev.sluice.object.ObjectId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which unit is applied or ready after which others are; never in a circle, in which nobody would come to an end. (Under
 * Flux such units wait for each other until a timeout, in every reconciliation again.)
 */
final class ReadyOrder {

    /** A unit that is applied, or one that is ready as well. */
    private record Point(ObjectId unit, boolean ready) {}

    private final Map<Point, Set<Point>> after = new HashMap<>();

    /** The unit begins after the others are applied, or have failed: the graph of a run, which has no circles. */
    void begins(ObjectId unit, Collection<ObjectId> others) {
        others.forEach(other -> link(new Point(unit, false), new Point(other, false)));
        link(new Point(unit, true), new Point(unit, false));
    }

    /** Lets the unit be ready only after the other one is; false where that would close a circle. */
    boolean isReadyAfter(ObjectId unit, ObjectId other) {
        return linkUnlessCircular(new Point(unit, true), new Point(other, true));
    }

    /** Lets the unit begin only after the other one is ready; false where that would close a circle. */
    boolean beginsAfterReady(ObjectId unit, ObjectId other) {
        return linkUnlessCircular(new Point(unit, false), new Point(other, true));
    }

    private boolean linkUnlessCircular(Point later, Point earlier) {
        if (reaches(earlier, later)) {
            return false;
        }
        link(later, earlier);
        return true;
    }

    private void link(Point later, Point earlier) {
        after.computeIfAbsent(later, any -> new LinkedHashSet<>()).add(earlier);
    }

    private boolean reaches(Point from, Point to) {
        var reached = new HashSet<Point>(Set.of(from));
        var open = new ArrayDeque<Point>(reached);
        while (!open.isEmpty()) {
            Point next = open.pop();
            if (next.equals(to)) {
                return true;
            }
            after.getOrDefault(next, Set.of()).stream().filter(reached::add).forEach(open::push);
        }
        return false;
    }
}
