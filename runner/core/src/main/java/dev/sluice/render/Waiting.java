package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import dev.sluice.flux.FieldProblem;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A unit that cannot be rendered before something exists that no unit of the run writes: a Secret that an operator
 * makes, for example.
 *
 * @param missing the objects that are read and not there
 * @param waitsFor the units that must be applied before
 * @param location where the unit is defined, or the field that names what is missing: {@code file:line}
 */
public record Waiting(KustomizationSpec spec, List<ObjectId> missing, List<ObjectId> waitsFor, String location) {

    public Waiting {
        requireNonNull(spec, "spec");
        missing = List.copyOf(missing);
        waitsFor = List.copyOf(waitsFor);
        requireNonNull(location, "location");
    }

    public Waiting(KustomizationSpec spec, List<ObjectId> missing, List<ObjectId> waitsFor) {
        this(spec, missing, waitsFor, spec.manifest().origin().toString());
    }

    Waiting at(String place) {
        return new Waiting(spec, missing, waitsFor, place);
    }

    public ObjectId id() {
        return spec.id();
    }

    /** What the user is told. */
    public Problem problem() {
        String objects = missing.stream().map(ObjectId::toString).collect(Collectors.joining(", "));
        var problem = new Problem(
                location,
                id() + ": reads " + objects + ", which is not there and which no unit of this run writes",
                "write it in this repository, put it into the target, or mark the reference optional");
        return spec.substituteFrom().stream()
                .filter(reference -> missing.stream()
                        .anyMatch(id ->
                                id.kind().equals(reference.kind()) && id.name().equals(reference.name())))
                .findFirst()
                .map(reference -> problem.of(FieldProblem.field(spec.manifest(), reference.field(spec.manifest()))))
                .orElse(problem);
    }
}
