package dev.sluice.validate;

import dev.sluice.failure.Field;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.flux.FieldProblem;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found so far. */
final class Findings {

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    void error(Problem problem) {
        errors.add(problem);
    }

    void warning(Problem problem) {
        warnings.add(problem);
    }

    void note(Problem problem) {
        notes.add(problem);
    }

    List<Problem> errors() {
        return errors;
    }

    List<Problem> warnings() {
        return warnings;
    }

    List<Problem> notes() {
        return notes;
    }

    /** Of a field of an object, or what is around it where it is missing; the object's name is put before the words. */
    static Problem of(Rule rule, Manifest manifest, String path, String what, @Nullable String hint) {
        return FieldProblem.of(manifest, there(manifest, path), what, hint).under(rule);
    }

    /** Of a field of an object, in these words. */
    static Problem saying(Rule rule, Manifest manifest, String path, String what, @Nullable String hint) {
        Field field = FieldProblem.field(manifest, there(manifest, path));
        return new Problem(manifest.origin().toString(), what, hint).of(field).under(rule);
    }

    private static String there(Manifest manifest, String path) {
        String there = path;
        while (there.contains(".")
                && manifest.content()
                        .at("/" + there.replace("]", "").replace('[', '/').replace('.', '/'))
                        .isMissingNode()) {
            there = there.substring(0, there.lastIndexOf('.'));
        }
        return there;
    }
}
