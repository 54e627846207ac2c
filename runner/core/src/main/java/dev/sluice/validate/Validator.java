package dev.sluice.validate;

import dev.sluice.change.RenderMistakes;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.Origin;
import dev.sluice.render.Rendered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for everything that is wrong with what was rendered, and for what its authors should know. */
public final class Validator {

    private static final Comparator<Problem> ORDER = Comparator.comparing(
                    (Problem problem) -> Origin.of(problem.location()).file())
            .thenComparing(problem -> Origin.of(problem.location()).line())
            .thenComparing(Problem::what);

    private static final List<Check> CHECKS = List.of(
            new References(),
            new Dependencies(),
            new Inputs(),
            new Namespaces(),
            new Releases(),
            new Images(),
            new Settings());

    private final boolean allowEmpty;
    private final boolean unreachedFiles;

    /**
     * @param allowEmpty whether a unit that prunes may render to nothing
     * @param unreachedFiles whether to look for files that are in no unit
     */
    public Validator(boolean allowEmpty, boolean unreachedFiles) {
        this.allowEmpty = allowEmpty;
        this.unreachedFiles = unreachedFiles;
    }

    /** Everything that can be told without a cluster. */
    public Validated validate(Rendered rendered) {
        var findings = new Findings();
        var scope = new Scope(rendered);
        CHECKS.forEach(check -> check.look(scope, findings));
        if (unreachedFiles) {
            new UnreachedFiles().look(scope, findings);
        }
        RenderMistakes.in(rendered, allowEmpty).forEach(findings::error);
        List<Problem> errors =
                located(rendered, findings.errors(), rendered.survey().problems(), Rule.PROBLEM);
        List<Problem> warnings = located(rendered, findings.warnings(), rendered.warnings(), Rule.WARNING);
        List<Problem> notes =
                located(rendered, findings.notes(), rendered.survey().notes(), Rule.NOT_LOOKED_AT);
        return new Validated(rendered, errors, warnings, notes);
    }

    /** Of what is found and what rendering has told at its place already. */
    private static List<Problem> located(Rendered rendered, List<Problem> found, List<Problem> told, Rule rule) {
        var all = new ArrayList<>(rendered.survey().places().located(found));
        told.forEach(problem -> all.add(problem.under(rule)));
        return Problem.distinct(all).stream().sorted(ORDER).toList();
    }
}
