package dev.sluice.flux;

import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the mistakes of one object, each with its field. */
final class ObjectProblems {

    private final Manifest manifest;
    private final List<Problem> problems = new ArrayList<>();

    ObjectProblems(Manifest manifest) {
        this.manifest = manifest;
    }

    String kind() {
        return manifest.id().kind();
    }

    Manifest manifest() {
        return manifest;
    }

    /** A mistake in the field at a place. */
    void add(FieldPlace place, String what, @Nullable String hint) {
        problems.add(FieldProblem.of(manifest, place.steps(), place.text() + ": " + what, hint));
    }

    /** The same in words that need no field's name. */
    void addAlone(FieldPlace place, String what, @Nullable String hint) {
        problems.add(FieldProblem.of(manifest, place.steps(), what, hint));
    }

    /** A field that is not there: it is told at the line of what lacks it. */
    void addMissing(FieldPlace place, String field) {
        problems.add(FieldProblem.of(manifest, place.steps(), place.text() + "." + field + ": is missing", null));
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }
}
