package dev.sluice.render;

import dev.sluice.artifact.Artifact;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.Rule;
import dev.sluice.flux.FieldProblem;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.Placeholder;
import dev.sluice.flux.SourceReference;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.render.SortedUnit.SortedObject;
import dev.sluice.render.UnitBuilder.Built;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One search for the units of a root: builds what can be built, looks for units in it, and goes on with those. A unit is
 * built after the units that write what it reads. Used once, by one thread; the builds of a round run in parallel.
 */
final class Discovery {

    private static final String NOT_SUPPORTED = "not supported yet";
    private static final String KUBE_CONFIG = "kubeConfig";

    /**
     * A unit that was built.
     *
     * @param applied what it applies
     * @param executed what the run carries out for it
     * @param parent the unit whose output defines it
     * @param writers the units whose objects it was built with
     */
    record Found(
            Built built,
            List<Manifest> applied,
            List<Manifest> executed,
            @Nullable ObjectId parent,
            Set<ObjectId> writers) {
        KustomizationSpec spec() {
            return built.spec();
        }
    }

    /** Where a Flux object is defined, and the unit whose output does. */
    private record Definition(Origin origin, ObjectId unit) {}

    /** A unit that is known and not yet built. */
    record Pending(KustomizationSpec spec, @Nullable ObjectId parent) {}

    private final FluxObjects flux;
    private final UnitBuilder builder;
    private final UnitSorter sorter;
    private final SourceCatalog sources;
    private final WrittenObjects written;
    private final Set<ObjectId> expected;
    private final RenderOptions options;
    private final ParallelWork work;

    private final List<Pending> pending = new ArrayList<>();
    private final Map<ObjectId, Definition> defined = new LinkedHashMap<>();
    private final Map<ObjectId, Found> units = new LinkedHashMap<>();
    private final List<Pending> stuck = new ArrayList<>();
    private final List<ObjectId> suspended = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final RenderFailures failures = new RenderFailures();
    private final List<ObjectId> readFromTarget = new ArrayList<>();
    private final Unlooked unlooked = new Unlooked();

    /** @param expected objects that some unit is known to write; a unit that reads one waits for it */
    Discovery(
            FluxObjects flux,
            UnitBuilder builder,
            SourceCatalog sources,
            WrittenObjects written,
            Set<ObjectId> expected,
            RenderOptions options,
            ParallelWork work) {
        this.flux = flux;
        this.builder = builder;
        this.sorter = new UnitSorter(flux, builder, options);
        this.sources = sources;
        this.written = written;
        this.expected = Set.copyOf(expected);
        this.options = options;
        this.work = work;
    }

    Rendered discover(Artifact artifact, Entry entry) {
        Built root = new Root(flux, builder, sources).build(entry);
        ObjectId rootId = root.spec().id();
        defined.put(rootId, new Definition(root.spec().manifest().origin(), rootId));
        if (root.spec().suspend()) {
            suspended.add(rootId);
            return new Rendered(artifact, rootId, List.of(), List.of(), List.of(), suspended, skipped, warnings);
        }
        needsAnotherCluster(root.spec()).ifPresent(skipped::add);
        absorbRoot(sorter.sorted(root));
        for (List<Pending> round = nextRound(); !round.isEmpty(); round = nextRound()) {
            take(round);
            buildAll(round);
        }
        giveUpOnTheRest();
        failures.addAll(sources.mistakenVerifications());
        if (!options.survey()) {
            fetchUnusedSources();
            // At last: the unit that brings the keys may be any, and until now nothing is written.
            work.all(sources.verifications()).forEach(verified -> failures.take(verified, warnings::addAll));
            failures.throwWorst();
        }
        return new UnitGraph(builder, units, stuck, left(), warnings, failures, options.survey())
                .rendered(artifact, rootId, suspended, skipped);
    }

    /** The same, whatever is wrong with it. */
    Rendered survey(Artifact artifact, Entry entry) {
        Rendered rendered;
        try {
            rendered = discover(artifact, entry);
        } catch (InvalidInput e) {
            failures.keep(e);
            ObjectId root = KustomizationSpec.idOf(entry.namespace(), entry.name());
            rendered = new Rendered(artifact, root, List.of(), List.of(), List.of(), suspended, skipped, warnings);
        }
        return rendered.surveyed(unlooked.survey(failures, isSomethingUnseen(), sources.read()));
    }

    /** What is wrong with its objects does not hide what is wrong with its units. */
    private void absorbRoot(SortedUnit root) {
        try {
            absorb(root, null, Set.of());
        } catch (InvalidInput failure) {
            failures.keep(failure);
        }
    }

    /** Whether a unit was built with an object of the target that a unit found later writes anew. */
    boolean isStale() {
        return readFromTarget.stream().anyMatch(written::isWritten);
    }

    /** Everything that can be built now; where nothing can, what can be built with objects of the target. */
    private List<Pending> nextRound() {
        List<Pending> ready =
                pendingThat(unit -> builder.reads(unit.spec()).stream().allMatch(written::isWritten));
        if (!ready.isEmpty()) {
            return ready;
        }
        Predicate<Pending> complete =
                unit -> builder.reads(unit.spec()).stream().allMatch(written::isThere);
        Predicate<Pending> enough = unit -> builder.needs(unit.spec()).stream().allMatch(written::isThere);
        Predicate<Pending> unexpecting = unit ->
                builder.reads(unit.spec()).stream().noneMatch(id -> expected.contains(id) && !written.isWritten(id));
        List<Predicate<Pending>> choices = options.survey()
                ? List.of(unexpecting.and(complete), unexpecting.and(enough), unexpecting, unit -> true)
                : List.of(unexpecting.and(complete), unexpecting.and(enough), enough);
        for (Predicate<Pending> choice : choices) {
            List<Pending> chosen = pendingThat(choice);
            if (!chosen.isEmpty()) {
                chosen.forEach(unit -> builder.reads(unit.spec()).stream()
                        .filter(id -> !written.isWritten(id))
                        .forEach(readFromTarget::add));
                return chosen;
            }
        }
        return List.of();
    }

    private void take(List<Pending> round) {
        Set<ObjectId> ids = round.stream().map(unit -> unit.spec().id()).collect(Collectors.toSet());
        pending.removeIf(unit -> ids.contains(unit.spec().id()));
    }

    private List<Pending> pendingThat(Predicate<Pending> condition) {
        return pending.stream()
                .filter(unit -> sources.knows(unit.spec().sourceRef())
                        && !sources.isSuspended(unit.spec().sourceRef())
                        && !(options.survey() && sources.isElsewhere(unit.spec().sourceRef())))
                .filter(condition)
                .toList();
    }

    private void buildAll(List<Pending> round) {
        List<Set<ObjectId>> writers =
                round.stream().map(unit -> builder.writers(unit.spec())).toList();
        List<Future<SortedUnit>> results =
                work.all(round.stream().map(unit -> () -> sorter.sorted(builder.build(unit.spec()))));
        for (int i = 0; i < results.size(); i++) {
            Pending unit = round.get(i);
            Set<ObjectId> writersOfUnit = writers.get(i);
            failures.take(results.get(i), built -> absorb(built, unit.parent(), writersOfUnit));
        }
    }

    private void absorb(SortedUnit unit, @Nullable ObjectId parent, Set<ObjectId> writers) {
        Built built = unit.built();
        KustomizationSpec spec = built.spec();
        built.warnings().forEach(warning -> warnings.add(warning.under(Rule.BUILD_WARNING)));
        failures.addAll(built.problems());
        var executed = new ArrayList<Manifest>();
        for (SortedObject object : unit.objects()) {
            object.skipped().ifPresent(skipped::add);
            if (object.executed()) {
                executed.add(object.manifest());
                takeUp(object, spec);
            }
            if (object.isApplied() && !spec.spec().has(KUBE_CONFIG)) {
                claim(object.manifest(), spec.id());
            }
        }
        var applied = new ArrayList<>(unit.applied());
        takeUpOpen(built, applied, executed);
        units.put(spec.id(), new Found(built, applied, executed, parent, writers));
    }

    /** Of objects whose variables are not known, what is wrong whatever they are. */
    private void takeUpOpen(Built built, List<Manifest> applied, List<Manifest> executed) {
        for (Manifest manifest : built.open()) {
            if (!FluxObjects.isFlux(manifest.id())) {
                applied.add(manifest);
            } else {
                executed.add(manifest);
                failures.addAll(SurveyedBuild.certain(manifest, sorter.mistakes(manifest)));
                warnings.addAll(SurveyedBuild.certain(manifest, sorter.deprecated(manifest)));
                defined.putIfAbsent(
                        manifest.id(),
                        new Definition(manifest.origin(), built.spec().id()));
            }
        }
        unlooked.open(built, builder.unwritten(built.spec()));
    }

    private static Skipped skip(Manifest manifest, String reason, boolean accepted) {
        return new Skipped(manifest.id(), manifest.origin(), reason, accepted);
    }

    private void claim(Manifest manifest, ObjectId unit) {
        ObjectId other = written.writer(manifest.id()).orElse(unit);
        written.add(manifest, unit)
                .ifPresent(before -> failures.add(new Problem(
                                manifest.origin().toString(),
                                manifest.id() + ": is rendered twice: by " + unit + " here, and by " + other + " at "
                                        + before.origin(),
                                "an object belongs to one unit")
                        .under(Rule.DUPLICATE_OBJECT)));
    }

    /** Carries out what one Flux object of a unit's output says. */
    private void takeUp(SortedObject object, KustomizationSpec definer) {
        Manifest manifest = object.manifest();
        List<Problem> mistakes = object.mistakes();
        if (!mistakes.isEmpty() && mistakes.stream().allMatch(mistake -> Placeholder.explains(mistake, manifest))) {
            skipped.add(skip(manifest, "a field that it needs is encrypted", true));
            return;
        }
        failures.addAll(mistakes);
        warnings.addAll(sorter.deprecated(manifest));
        if (!mistakes.isEmpty()) {
            defined.putIfAbsent(manifest.id(), new Definition(manifest.origin(), definer.id()));
            unlooked.mistaken(manifest);
            return;
        }
        if (manifest.id().equals(definer.id()) || isDefinedTwice(manifest, definer.id())) {
            return;
        }
        ObjectId id = manifest.id();
        if (id.kind().equals("GitRepository")) {
            sources.define(flux.gitRepository(manifest));
            return;
        }
        if (id.kind().equals("Kustomization")) {
            // Its mistakes were looked for above.
            enqueue(KustomizationSpec.of(manifest), definer.id());
            return;
        }
        if (!options.survey()) {
            skipped.add(skip(manifest, NOT_SUPPORTED, false));
        }
    }

    private boolean isDefinedTwice(Manifest manifest, ObjectId unit) {
        Definition before = defined.putIfAbsent(manifest.id(), new Definition(manifest.origin(), unit));
        if (before == null) {
            return false;
        }
        failures.add(new Problem(
                        manifest.origin().toString(),
                        manifest.id() + ": is defined twice: by " + unit + " here, and by " + before.unit() + " at "
                                + before.origin(),
                        "an object belongs to one unit")
                .under(Rule.DUPLICATE_OBJECT));
        return true;
    }

    private void enqueue(KustomizationSpec spec, ObjectId parent) {
        if (spec.suspend()) {
            unlooked.suspended(spec);
            suspended.add(spec.id());
            skipped.add(skip(spec.manifest(), "suspended", true));
            return;
        }
        if (options.survey()) {
            pending.add(new Pending(spec, parent));
            return;
        }
        SourceReference source = spec.sourceRef();
        boolean accepted = options.skipKinds().contains(source.kind());
        if (!sources.knows(source) && (accepted || !source.kind().equals("GitRepository"))) {
            skipped.add(skip(spec.manifest(), "its source " + source + " is " + NOT_SUPPORTED, accepted));
            return;
        }
        needsAnotherCluster(spec).ifPresentOrElse(skipped::add, () -> pending.add(new Pending(spec, parent)));
    }

    private Optional<Skipped> needsAnotherCluster(KustomizationSpec spec) {
        return spec.spec().has(KUBE_CONFIG) && !options.survey()
                ? Optional.of(skip(spec.manifest(), "spec.kubeConfig is " + NOT_SUPPORTED, false))
                : Optional.empty();
    }

    private void giveUpOnTheRest() {
        boolean somethingIsUnseen = isSomethingUnseen();
        for (Pending unit : pending) {
            KustomizationSpec spec = unit.spec();
            if (options.survey() && Unlooked.isElsewhere(spec, sources, defined)) {
                skipped.add(skip(spec.manifest(), "its source " + spec.sourceRef() + " is elsewhere", true));
                unlooked.elsewhere(spec);
            } else if (sources.isSuspended(spec.sourceRef())) {
                skipped.add(skip(spec.manifest(), "its source " + spec.sourceRef() + " is suspended", true));
            } else if (options.survey() && somethingIsUnseen) {
                warnings.add(notFound(spec, "it may be defined by a unit that was not looked at; "));
            } else if (sources.knows(spec.sourceRef()) || somethingIsUnseen) {
                stuck.add(unit);
                tellWhatCannotBeRead(spec);
            } else {
                failures.add(notFound(spec, "no unit of this run defines it; "));
            }
        }
    }

    private static Problem notFound(KustomizationSpec spec, String why) {
        return FieldProblem.of(
                        spec.manifest(),
                        "spec.sourceRef.name",
                        "source " + spec.sourceRef() + " not found",
                        why + "--local-source " + spec.sourceRef() + "=PATH takes a directory for it")
                .under(Rule.SOURCE_NOT_FOUND);
    }

    /** Whether there may be units and sources which this run cannot know: in the output of a unit that it did not build. */
    private boolean isSomethingUnseen() {
        Set<ObjectId> sourceless = pending.stream()
                .filter(unit -> !sources.knows(unit.spec().sourceRef())
                        && !(options.survey() && Unlooked.isElsewhere(unit.spec(), sources, defined)))
                .map(unit -> unit.spec().id())
                .collect(Collectors.toSet());
        return sourceless.size() < pending.size()
                || left().stream().anyMatch(id -> KustomizationSpec.isKustomization(id) && !sourceless.contains(id));
    }

    /** An object may be in the target and of no use there. */
    private void tellWhatCannotBeRead(KustomizationSpec spec) {
        try {
            builder.missing(spec).forEach(written::find);
        } catch (Rejected failure) {
            failures.keep(failure);
        }
    }

    /** Under Flux every source is fetched, used or not; one that cannot be had is a failure of the repository. */
    private void fetchUnusedSources() {
        work.all(sources.untouched().stream().map(reference -> () -> sources.tree(reference)))
                .forEach(fetch -> failures.take(fetch, tree -> {}));
    }

    /** The units that this run does not carry out: what depends on them does not wait. */
    private Set<ObjectId> left() {
        var ids = new HashSet<>(suspended);
        skipped.forEach(object -> ids.add(object.id()));
        if (options.survey()) {
            defined.keySet().stream().filter(id -> !units.containsKey(id)).forEach(ids::add);
        }
        return ids;
    }
}
