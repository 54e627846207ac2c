package dev.sluice.render;

import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.failure.RunFailure;
import dev.sluice.flux.FieldProblem;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.UnitBuilder.Built;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a survey could not look at, and why: none of it is a mistake. */
final class Unlooked {

    private final List<Problem> notes = new ArrayList<>();

    /** A unit whose files are in a source that is not at hand. */
    void elsewhere(KustomizationSpec spec) {
        add(
                spec,
                "spec.sourceRef.name",
                "not looked at: its source " + spec.sourceRef() + " is elsewhere",
                "--local-source " + spec.sourceRef() + "=PATH takes a directory for it");
    }

    void suspended(KustomizationSpec spec) {
        add(spec, "spec.suspend", "not looked at: suspended", null);
    }

    /** A unit with objects whose variables are not known; mistakes aside, there is no such thing where all are written. */
    void open(Built built, List<ObjectId> unwritten) {
        if (built.open().isEmpty() || unwritten.isEmpty()) {
            return;
        }
        String objects = built.open().size() == 1
                ? built.open().get(0).id() + " holds"
                : built.open().size() + " objects hold";
        add(
                built.spec(),
                "spec.postBuild.substituteFrom",
                objects + " variables that are not known here: no unit writes "
                        + unwritten.stream().map(ObjectId::toString).collect(Collectors.joining(", ")),
                "looked at without their values, which the cluster has to hold");
    }

    /** A Flux object with mistakes: where it is a unit, there are files that nobody has looked into. */
    void mistaken(Manifest manifest) {
        if (KustomizationSpec.isKustomization(manifest.id())) {
            add(manifest, "spec", "not built: its own mistakes come first", null);
        }
    }

    private void add(KustomizationSpec spec, String field, String what, @Nullable String hint) {
        add(spec.manifest(), field, what, hint);
    }

    private void add(Manifest manifest, String field, String what, @Nullable String hint) {
        notes.add(FieldProblem.of(manifest, field, what, hint).under(Rule.NOT_LOOKED_AT));
    }

    /**
     * Whether a unit's source is defined, and no directory of this machine. ExternalArtifacts need no definition: others
     * make them.
     *
     * @param defined the objects of Flux that were seen, right or wrong
     */
    static boolean isElsewhere(KustomizationSpec spec, SourceCatalog sources, Map<ObjectId, ?> defined) {
        return !sources.isReplaced(spec.sourceRef())
                && (spec.sourceRef().kind().equals("ExternalArtifact")
                        || sources.isElsewhere(spec.sourceRef())
                        || defined.containsKey(SourceCatalog.id(spec.sourceRef())));
    }

    /** All that was found. */
    Survey survey(RenderFailures failures, boolean unseen, Set<String> read) {
        Map<Boolean, List<Problem>> parts = failures.problems().stream()
                .collect(Collectors.partitioningBy(problem ->
                        problem.rule().filter(Rule.NOT_LOOKED_AT::equals).isPresent()));
        var all = new ArrayList<>(notes);
        all.addAll(parts.getOrDefault(true, List.of()));
        for (RunFailure failure : failures.failures()) {
            failure.problems().forEach(problem -> all.add(problem.under(Rule.NOT_LOOKED_AT)));
        }
        return new Survey(parts.getOrDefault(false, List.of()), all, unseen, read, problems -> problems);
    }
}
