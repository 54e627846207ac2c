package dev.sluice.validate;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import dev.sluice.render.Rendered;
import java.util.List;

/**
 * What a validation found, each list in the order of files and lines.
 *
 * @param errors what a run would refuse, or could never end well
 * @param warnings what a run would do, and nobody can want
 * @param notes what a person should know: nothing has to be done about it
 */
public record Validated(Rendered rendered, List<Problem> errors, List<Problem> warnings, List<Problem> notes) {

    public Validated {
        requireNonNull(rendered, "rendered");
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }
}
