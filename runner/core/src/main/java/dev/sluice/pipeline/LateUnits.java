package dev.sluice.pipeline;

import static java.util.Objects.requireNonNull;

import dev.sluice.apply.Applied;
import dev.sluice.apply.Outcome;
import dev.sluice.artifact.Artifact;
import dev.sluice.change.ChangeSet;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies a change set, and what can be rendered only afterwards: where units wait for objects that something in the
 * cluster makes (an operator its Secret), it waits for those, then renders, plans and applies anew, until nothing waits.
 * What was applied already is proven to be as it should and costs no request an object.
 */
final class LateUnits {

    private final Function<Artifact, Rendered> render;
    private final Function<Rendered, ChangeSet> plan;
    private final Function<ChangeSet, Applied> apply;
    private final Arrivals arrivals;
    private final Clock clock;

    LateUnits(
            Function<Artifact, Rendered> render,
            Function<Rendered, ChangeSet> plan,
            Function<ChangeSet, Applied> apply,
            Arrivals arrivals,
            Clock clock) {
        this.render = requireNonNull(render, "render");
        this.plan = requireNonNull(plan, "plan");
        this.apply = requireNonNull(apply, "apply");
        this.arrivals = requireNonNull(arrivals, "arrivals");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What became of it all, told as of one application. */
    Applied apply(ChangeSet changeSet) {
        Map<ObjectId, Instant> deadlines = new HashMap<>();
        Applied applied = apply.apply(changeSet);
        while (onlyWaits(applied) && arrive(applied.changeSet().rendered(), deadlines)) {
            Rendered before = applied.changeSet().rendered();
            Rendered rendered = render.apply(before.artifact());
            if (missing(rendered).equals(missing(before))) {
                // It is there, and whoever reads it does not see it: trying again would change nothing.
                return applied;
            }
            applied = apply.apply(plan.apply(rendered)).after(applied);
        }
        return applied;
    }

    /** A unit that failed for another reason ends the run: its mistake is not to be hidden behind a long wait. */
    private static boolean onlyWaits(Applied applied) {
        Set<ObjectId> waiting = applied.changeSet().rendered().waiting().stream()
                .map(Waiting::id)
                .collect(Collectors.toSet());
        return !waiting.isEmpty()
                && applied.outcomes().stream()
                        .filter(outcome -> outcome.failure().isPresent())
                        .map(Outcome::unit)
                        .allMatch(waiting::contains);
    }

    /** Each unit's patience begins when it is first seen waiting. */
    private boolean arrive(Rendered rendered, Map<ObjectId, Instant> deadlines) {
        Instant now = clock.instant();
        List<Waiting> patient = new ArrayList<>();
        Instant latest = now;
        for (Waiting unit : rendered.waiting()) {
            Instant deadline = deadlines.computeIfAbsent(
                    unit.id(), id -> now.plus(unit.spec().timeout()));
            if (deadline.isAfter(now)) {
                patient.add(unit);
                latest = deadline.isAfter(latest) ? deadline : latest;
            }
        }
        return !patient.isEmpty() && arrivals.await(patient, latest);
    }

    private static Set<ObjectId> missing(Rendered rendered) {
        var missing = new HashSet<ObjectId>();
        rendered.waiting().forEach(unit -> missing.addAll(unit.missing()));
        return missing;
    }
}
