package dev.sluice.change;

import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.render.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a plan would refuse of a render, whatever the target holds. */
public final class RenderMistakes {

    private RenderMistakes() {}

    /**
     * All of a render.
     *
     * @param allowEmpty whether a unit that prunes may render to nothing
     */
    public static List<Problem> in(Rendered rendered, boolean allowEmpty) {
        var problems = new ArrayList<Problem>();
        rendered.units().forEach(unit -> IgnoreRules.mistakes(unit.spec())
                .forEach(mistake -> problems.add(mistake.under(Rule.IGNORE_RULE))));
        if (!allowEmpty) {
            EmptyUnits.in(rendered, Map.of(), Set.of())
                    .forEach(mistake -> problems.add(mistake.under(Rule.EMPTY_UNIT)));
        }
        return problems;
    }
}
