package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.render.SortedUnit.SortedObject;
import dev.sluice.render.UnitBuilder.Built;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of the objects of a unit what can be said of each by itself. Safe for use by several threads. */
final class UnitSorter {

    private final FluxObjects flux;
    private final UnitBuilder builder;
    private final RenderOptions options;

    UnitSorter(FluxObjects flux, UnitBuilder builder, RenderOptions options) {
        this.flux = flux;
        this.builder = builder;
        this.options = options;
    }

    /** What becomes of a unit's objects, as far as no other unit decides on it; by the thread that built it. */
    SortedUnit sorted(Built built) {
        KustomizationSpec spec = built.spec();
        List<SortedObject> objects = built.manifests().stream()
                .map(manifest -> sorted(manifest, spec))
                .toList();
        List<Manifest> applied = objects.stream()
                .filter(SortedObject::isApplied)
                .map(SortedObject::manifest)
                .toList();
        try {
            return new SortedUnit(built, objects, builder.finish(built, applied), null);
        } catch (InvalidInput e) {
            return options.survey() ? sortedEach(built, objects, applied) : new SortedUnit(built, objects, null, e);
        }
    }

    /** Each by itself: a mistake in one does not hide the others. */
    private SortedUnit sortedEach(Built built, List<SortedObject> objects, List<Manifest> applied) {
        var finished = new ArrayList<Manifest>();
        var problems = new ArrayList<Problem>();
        for (Manifest manifest : applied) {
            try {
                finished.addAll(builder.finish(built, List.of(manifest)));
            } catch (InvalidInput e) {
                problems.addAll(e.problems());
                finished.add(manifest);
            }
        }
        return new SortedUnit(built.with(problems), objects, finished, null);
    }

    private SortedObject sorted(Manifest manifest, KustomizationSpec spec) {
        Optional<Skipped> skip = reasonToSkip(manifest, spec);
        boolean executed = skip.isEmpty() && FluxObjects.isFlux(manifest.id());
        return new SortedObject(manifest, skip, executed, executed ? mistakes(manifest) : List.of());
    }

    private Optional<Skipped> reasonToSkip(Manifest manifest, KustomizationSpec spec) {
        if (FluxObjects.isFluxComponent(manifest)) {
            return Optional.of(skip(manifest, "Flux component", true));
        }
        if (options.skipKinds().contains(manifest.id().kind())) {
            return Optional.of(skip(manifest, "left out by --skip-kinds", true));
        }
        return builder.incapacity(manifest, spec).map(reason -> skip(manifest, reason, false));
    }

    /** Flux's objects are all namespaced, and what applies them to a cluster does not guess where they belong. */
    List<Problem> mistakes(Manifest manifest) {
        var mistakes = new ArrayList<Problem>();
        flux.validate(manifest).forEach(mistake -> mistakes.add(mistake.under(Rule.FLUX_SCHEMA)));
        if (manifest.id().namespace().isEmpty()) {
            mistakes.add(new Problem(
                            manifest.origin().toString(),
                            manifest.id() + ": namespace not specified",
                            "write metadata.namespace, or set targetNamespace of what defines it")
                    .under(Rule.NAMESPACE_MISSING));
        }
        return mistakes;
    }

    /** What is accepted of one, but ought to be changed. */
    List<Problem> deprecated(Manifest manifest) {
        return flux.warnings(manifest).stream()
                .map(warning -> warning.under(Rule.DEPRECATED))
                .toList();
    }

    private static Skipped skip(Manifest manifest, String reason, boolean accepted) {
        return new Skipped(manifest.id(), manifest.origin(), reason, accepted);
    }
}
