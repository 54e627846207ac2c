package dev.sluice.change;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;

/** Which unit an object belongs to, by the two labels that Flux puts on all it applies (fluxcd/pkg ssa/owner.go). */
final class Ownership {

    private Ownership() {}

    /** Whether both labels name the unit; only then may the unit delete the object. */
    static boolean isOf(ObjectId unit, Manifest object) {
        return object.label(unit.group() + "/name").equals(unit.name())
                && object.label(unit.group() + "/namespace").equals(unit.namespace());
    }
}
