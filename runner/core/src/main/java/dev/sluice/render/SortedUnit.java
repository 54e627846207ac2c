package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.render.UnitBuilder.Built;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A unit that was built, with all that can be said of its objects by themselves, so that the thread that built it can say
 * it and units do not wait for one another.
 *
 * @param objects the objects in the order of the build
 * @param finished those that are applied, as they are applied; null where that failed
 * @param failure why it failed; else null
 */
record SortedUnit(
        Built built,
        List<SortedObject> objects,
        @Nullable List<Manifest> finished,
        @Nullable InvalidInput failure) {

    /**
     * An object of a unit.
     *
     * @param skipped that it is left out; else empty
     * @param executed whether it is one of Flux's, which the run carries out
     * @param mistakes what is wrong with an object of Flux's
     */
    record SortedObject(Manifest manifest, Optional<Skipped> skipped, boolean executed, List<Problem> mistakes) {

        boolean isApplied() {
            return skipped.isEmpty() && !executed;
        }
    }

    SortedUnit {
        objects = List.copyOf(objects);
    }

    /**
     * The objects that are applied, as they are applied.
     *
     * @throws InvalidInput if one of them cannot be
     */
    List<Manifest> applied() {
        if (finished == null) {
            throw failure == null ? new IllegalStateException("neither finished nor failed") : failure;
        }
        return finished;
    }
}
