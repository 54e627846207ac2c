package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.artifact.Artifact;
import dev.sluice.failure.Problem;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.ObjectId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All units of a run with the objects that each applies.
 *
 * @param artifact what the root was rendered from
 * @param root the root unit's id
 * @param units every unit that could be rendered, in an order in which each stands behind all that it waits for
 * @param unselected the units that this run leaves as they are because the user selected others
 * @param waiting the units that cannot be rendered before something exists that this run does not write
 * @param suspended the Kustomizations that are suspended: nothing of theirs is applied, pruned or deleted
 * @param skipped what the run leaves out
 * @param warnings what the user should know
 * @param survey what is wrong with it, where the render was to go on in spite of that
 */
public record Rendered(
        Artifact artifact,
        ObjectId root,
        List<Unit> units,
        List<Unit> unselected,
        List<Waiting> waiting,
        List<ObjectId> suspended,
        List<Skipped> skipped,
        List<Problem> warnings,
        Survey survey) {

    public Rendered {
        requireNonNull(artifact, "artifact");
        requireNonNull(root, "root");
        units = List.copyOf(units);
        unselected = List.copyOf(unselected);
        waiting = List.copyOf(waiting);
        suspended = List.copyOf(suspended);
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
        requireNonNull(survey, "survey");
    }

    /** Without a survey. */
    public Rendered(
            Artifact artifact,
            ObjectId root,
            List<Unit> units,
            List<Unit> unselected,
            List<Waiting> waiting,
            List<ObjectId> suspended,
            List<Skipped> skipped,
            List<Problem> warnings) {
        this(artifact, root, units, unselected, waiting, suspended, skipped, warnings, Survey.NONE);
    }

    /** What each unit waits for: first the rendered ones in the order of {@link #units()}, then the waiting ones. */
    public Map<ObjectId, List<ObjectId>> graph() {
        var graph = new LinkedHashMap<ObjectId, List<ObjectId>>();
        units.forEach(unit -> graph.put(unit.id(), unit.waitsFor()));
        waiting.forEach(unit -> graph.put(unit.id(), unit.waitsFor()));
        return graph;
    }

    /** The same with warnings before its own. */
    public Rendered warned(List<Problem> more) {
        List<Problem> all = Stream.concat(more.stream(), warnings.stream()).toList();
        return new Rendered(artifact, root, units, unselected, waiting, suspended, skipped, all, survey);
    }

    /** The same, but only the selected units are carried out; the others are as ready as they were left. */
    public Rendered only(Set<ObjectId> selected) {
        Map<Boolean, List<Unit>> parts =
                units.stream().collect(Collectors.partitioningBy(unit -> selected.contains(unit.id())));
        List<Waiting> stillWaiting =
                waiting.stream().filter(unit -> selected.contains(unit.id())).toList();
        Stream<Skipped> left = waiting.stream()
                .filter(unit -> !selected.contains(unit.id()))
                .map(unit -> new Skipped(unit.id(), unit.spec().manifest().origin(), "not selected", true));
        return new Rendered(
                artifact,
                root,
                parts.getOrDefault(true, List.of()),
                parts.getOrDefault(false, List.of()),
                stillWaiting,
                suspended,
                Stream.concat(skipped.stream(), left).toList(),
                warnings,
                survey);
    }

    /** The same with what the render found in spite of mistakes. */
    Rendered surveyed(Survey found) {
        return new Rendered(artifact, root, units, unselected, waiting, suspended, skipped, warnings, found);
    }

    /** The same with all problems at their final places. */
    Rendered located(Places places) {
        List<Waiting> told = waiting.stream()
                .map(unit ->
                        unit.at(places.located(List.of(unit.problem())).get(0).location()))
                .toList();
        return new Rendered(
                artifact,
                root,
                units,
                unselected,
                told,
                suspended,
                skipped,
                places.located(warnings),
                survey.located(places));
    }

    /**
     * Whether every unit was looked into: what left one may have entered another that cannot be rendered yet, or was left
     * out.
     */
    public boolean seesAllUnits() {
        return waiting.isEmpty() && skipped.stream().map(Skipped::id).noneMatch(KustomizationSpec::isKustomization);
    }

    /** What had to be left out although the user did not agree to it: kinds that this version cannot carry out. */
    public List<Skipped> unsupported() {
        return skipped.stream().filter(object -> !object.accepted()).toList();
    }
}
