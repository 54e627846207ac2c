package dev.sluice.change;

import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.Optional;

/**
 * What was found out of one desired object; neither a change, nor an exemption, nor a refusal: it is as it should be.
 *
 * @param entry what the unit's inventory is to hold of it
 * @param change what becomes of it; beside a refusal: what would, if the refusal ended
 */
record Finding(
        Unit unit,
        Manifest desired,
        Optional<LiveObject> live,
        Entry entry,
        Optional<Change> change,
        Optional<Exempt> exempt,
        Optional<Refusal> refusal) {

    /**
     * Why the target does not take an object now.
     *
     * @param need what it lacks for it; empty where the object itself is refused
     */
    record Refusal(Rejected failure, Optional<Need> need) {

        /** Whether no other object can make a difference. What a policy denies looks like an immutable field, but its text. */
        boolean lasting() {
            return String.valueOf(failure.getMessage()).contains("immutable");
        }
    }

    static Finding unchanged(Unit unit, Manifest desired, Optional<LiveObject> live, Entry entry) {
        return new Finding(unit, desired, live, entry, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Finding exempt(Unit unit, Manifest desired, Optional<LiveObject> live, String reason) {
        var exempt = new Exempt(unit.id(), desired.id(), reason);
        return new Finding(
                unit, desired, live, unproved(desired), Optional.empty(), Optional.of(exempt), Optional.empty());
    }

    static Finding changed(Unit unit, Manifest desired, Optional<LiveObject> live, String digest, Change change) {
        var entry = new Entry(ObjectReference.of(desired).version(), digest, "");
        return new Finding(unit, desired, live, entry, Optional.of(change), Optional.empty(), Optional.empty());
    }

    static Finding refused(
            Unit unit, Manifest desired, Optional<LiveObject> live, Refusal refusal, Optional<Change> provisional) {
        return new Finding(unit, desired, live, unproved(desired), provisional, Optional.empty(), Optional.of(refusal));
    }

    ObjectId id() {
        return desired.id();
    }

    /** Whether the object is as it should be, as far as can be seen. */
    boolean isUnchanged() {
        return change.isEmpty() && exempt.isEmpty() && refusal.isEmpty();
    }

    private static Entry unproved(Manifest desired) {
        return Entry.unproved(ObjectReference.of(desired).version());
    }
}
