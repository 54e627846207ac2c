package dev.sluice.render;

import dev.sluice.failure.Field;
import dev.sluice.failure.Problem;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.FieldLocator.Written;
import dev.sluice.object.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the own line of the field that a problem is about, in the file that its object was read from. Files are read for
 * problems only: what is right costs nothing. What a patch put into the object is told at the patch, with the object's file
 * behind it.
 */
final class FieldLines implements Places {

    private final SourceCatalog sources;
    private final RemoteBases remote;
    private final Map<String, Optional<FieldLocator>> locators = new HashMap<>();

    FieldLines(SourceCatalog sources, RemoteBases remote) {
        this.sources = sources;
        this.remote = remote;
    }

    @Override
    public List<Problem> located(List<Problem> problems) {
        return Problem.distinct(problems.stream().map(this::located).toList());
    }

    private Problem located(Problem problem) {
        Origin object = Origin.of(problem.location());
        if (problem.field().isEmpty() || object.line() == 0) {
            return problem.at(problem.location());
        }
        Field field = problem.field().get();
        Optional<Origin> patch = field.patch().map(Origin::of);
        if (patch.isPresent()) {
            Origin place = written(patch.get(), field).orElse(patch.get());
            return problem.at(place.toString()).through(problem.location());
        }
        return written(object, field)
                .map(place -> problem.at(place.toString()))
                .orElseGet(() -> problem.at(problem.location()));
    }

    /** Where the field stands in the file of an object, or of a patch of one. */
    private Optional<Origin> written(Origin object, Field field) {
        return locators.computeIfAbsent(object.file(), this::locator)
                .flatMap(locator -> locator.findAll(object, field.path())
                        .filter(written -> isValue(written, field.valueHash()))
                        .findFirst())
                .map(Written::origin);
    }

    private Optional<FieldLocator> locator(String file) {
        return sources.text(file).or(() -> remote.text(file)).map(text -> FieldLocator.of(text, file));
    }

    /** Whether the object's value can be what is written: itself, or what its variables became. */
    private static boolean isValue(Written written, OptionalInt hash) {
        String text = written.text();
        return text == null || hash.isEmpty() || text.contains("$") || text.hashCode() == hash.getAsInt();
    }
}
