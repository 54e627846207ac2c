package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import java.util.List;
import java.util.Set;

/**
 * What a render found that goes on in spite of mistakes and asks nothing outside of the workspace.
 *
 * @param problems what is wrong; another render ends with it
 * @param notes what could not be looked at, and why
 * @param unseen whether there may be objects that were not seen: in a unit that was not looked at as a whole
 * @param read the files that builds have read, by their names in messages; of several roots, those of any
 * @param places where further problems of the same files stand
 */
public record Survey(List<Problem> problems, List<Problem> notes, boolean unseen, Set<String> read, Places places) {

    /** Of a render that ends with the first mistakes it finds. */
    static final Survey NONE = new Survey(List.of(), List.of(), false, Set.of(), problems -> problems.stream()
            .map(p -> p.at(p.location()))
            .toList());

    public Survey {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        read = Set.copyOf(read);
        requireNonNull(places, "places");
    }

    /** The same with all problems at their final places. */
    Survey located(Places finder) {
        return new Survey(finder.located(problems), finder.located(notes), unseen, read, finder);
    }
}
