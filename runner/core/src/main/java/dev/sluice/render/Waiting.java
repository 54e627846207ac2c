package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.ObjectId;
import java.util.List;

/**
 * A unit that cannot be rendered before something exists that no unit of the run writes: a Secret that an operator
 * makes, for example.
 *
 * @param missing the objects that are read and not there
 * @param waitsFor the units that must be applied before
 */
public record Waiting(KustomizationSpec spec, List<ObjectId> missing, List<ObjectId> waitsFor) {

    public Waiting {
        requireNonNull(spec, "spec");
        missing = List.copyOf(missing);
        waitsFor = List.copyOf(waitsFor);
    }

    public ObjectId id() {
        return spec.id();
    }
}
