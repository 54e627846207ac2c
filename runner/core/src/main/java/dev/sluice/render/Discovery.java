package dev.sluice.render;

import dev.sluice.artifact.Artifact;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.SourceReference;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.render.UnitBuilder.Built;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search for the units of a root: builds what can be built, looks for units in it, and goes on with those. A unit is
 * built after the units that write what it reads. Used once, by one thread; the builds of a round run in parallel.
 */
final class Discovery {

    private static final String NOT_SUPPORTED = "not supported yet";

    /** A unit that was built: what it applies, what the run carries out for it, and which unit's output defines it. */
    record Found(
            Built built,
            List<Manifest> applied,
            List<Manifest> executed,
            @Nullable ObjectId parent) {
        KustomizationSpec spec() {
            return built.spec();
        }
    }

    /** A unit that is known and not yet built. */
    record Pending(KustomizationSpec spec, @Nullable ObjectId parent) {}

    private final FluxObjects flux;
    private final UnitBuilder builder;
    private final SourceCatalog sources;
    private final WrittenObjects written;
    private final Set<ObjectId> expected;
    private final RenderOptions options;
    private final ExecutorService executor;

    private final List<Pending> pending = new ArrayList<>();
    private final Map<ObjectId, Origin> defined = new LinkedHashMap<>();
    private final Map<ObjectId, Found> units = new LinkedHashMap<>();
    private final List<Pending> stuck = new ArrayList<>();
    private final List<ObjectId> suspended = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<RunFailure> failures = new ArrayList<>();
    private final List<ObjectId> readFromTarget = new ArrayList<>();

    /** @param expected objects that some unit is known to write; a unit that reads one waits for it */
    Discovery(
            FluxObjects flux,
            UnitBuilder builder,
            SourceCatalog sources,
            WrittenObjects written,
            Set<ObjectId> expected,
            RenderOptions options,
            ExecutorService executor) {
        this.flux = flux;
        this.builder = builder;
        this.sources = sources;
        this.written = written;
        this.expected = Set.copyOf(expected);
        this.options = options;
        this.executor = executor;
    }

    Rendered discover(Artifact artifact, Entry entry) {
        Built root = new Root(flux, builder, sources).build(entry);
        ObjectId rootId = root.spec().id();
        defined.put(rootId, root.spec().manifest().origin());
        if (root.spec().suspend()) {
            suspended.add(rootId);
            return new Rendered(artifact, rootId, List.of(), List.of(), suspended, skipped, warnings);
        }
        absorb(root, null);
        for (List<Pending> round = nextRound(); !round.isEmpty(); round = nextRound()) {
            pending.removeAll(round);
            buildAll(round);
        }
        giveUpOnTheRest();
        fetchUnusedSources();
        throwFailures();
        return new UnitGraph(builder, written, units, stuck, left())
                .rendered(artifact, rootId, suspended, skipped, warnings);
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
        Predicate<Pending> complete = unit -> builder.reads(unit.spec()).stream()
                .allMatch(id -> written.find(id).isPresent());
        Predicate<Pending> enough = unit -> builder.needs(unit.spec()).stream()
                .allMatch(id -> written.find(id).isPresent());
        Predicate<Pending> unexpecting = unit ->
                builder.reads(unit.spec()).stream().noneMatch(id -> expected.contains(id) && !written.isWritten(id));
        for (Predicate<Pending> choice : List.of(unexpecting.and(complete), unexpecting.and(enough), enough)) {
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

    private List<Pending> pendingThat(Predicate<Pending> condition) {
        return pending.stream()
                .filter(unit -> sources.knows(unit.spec().sourceRef()))
                .filter(condition)
                .toList();
    }

    private void buildAll(List<Pending> round) {
        List<Callable<Built>> builds = round.stream()
                .map(unit -> (Callable<Built>) () -> builder.build(unit.spec()))
                .toList();
        try {
            List<Future<Built>> results = executor.invokeAll(builds);
            for (int i = 0; i < results.size(); i++) {
                absorb(results.get(i), round.get(i).parent());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building units", e);
        }
    }

    private void absorb(Future<Built> result, @Nullable ObjectId parent) throws InterruptedException {
        try {
            absorb(result.get(), parent);
        } catch (InvalidInput e) {
            problems.addAll(e.problems());
        } catch (ExecutionException e) {
            keep(e.getCause());
        }
    }

    private void keep(@Nullable Throwable cause) {
        if (cause instanceof InvalidInput invalid) {
            problems.addAll(invalid.problems());
            return;
        }
        if (cause instanceof RunFailure failure) {
            failures.add(failure);
            return;
        }
        throw cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
    }

    private void absorb(Built built, @Nullable ObjectId parent) {
        KustomizationSpec spec = built.spec();
        var applied = new ArrayList<Manifest>();
        var executed = new ArrayList<Manifest>();
        for (Manifest manifest : built.manifests()) {
            Optional<Skipped> reason = reasonToSkip(manifest, spec);
            if (reason.isPresent()) {
                skipped.add(reason.get());
            } else if (FluxObjects.isFlux(manifest.id())) {
                executed.add(manifest);
                takeUp(manifest, spec);
            } else {
                applied.add(manifest);
                claim(manifest, spec.id());
            }
        }
        units.put(spec.id(), new Found(built, builder.finish(spec, applied), executed, parent));
    }

    private Optional<Skipped> reasonToSkip(Manifest manifest, KustomizationSpec spec) {
        if (FluxObjects.isFluxComponent(manifest)) {
            return Optional.of(skip(manifest, "Flux component", true));
        }
        if (options.skipKinds().contains(manifest.id().kind())) {
            return Optional.of(skip(manifest, "left out by --skip-kinds", true));
        }
        boolean encrypted = manifest.content().path("sops").has("mac");
        if (encrypted && spec.spec().has("decryption")) {
            return Optional.of(skip(manifest, "SOPS decryption is " + NOT_SUPPORTED, false));
        }
        return Optional.empty();
    }

    private static Skipped skip(Manifest manifest, String reason, boolean accepted) {
        return new Skipped(manifest.id(), manifest.origin(), reason, accepted);
    }

    private void claim(Manifest manifest, ObjectId unit) {
        ObjectId other = written.writer(manifest.id()).orElse(unit);
        written.add(manifest, unit)
                .ifPresent(before -> problems.add(new Problem(
                        manifest.origin().toString(),
                        manifest.id() + ": is rendered twice: by " + unit + " here, and by " + other + " at "
                                + before.origin(),
                        "an object belongs to one unit")));
    }

    /** Carries out what one Flux object of a unit's output says. */
    private void takeUp(Manifest manifest, KustomizationSpec definer) {
        List<Problem> mistakes = mistakes(manifest, definer);
        problems.addAll(mistakes);
        warnings.addAll(flux.warnings(manifest));
        if (!mistakes.isEmpty() || manifest.id().equals(definer.id()) || isDefinedTwice(manifest)) {
            return;
        }
        ObjectId id = manifest.id();
        if (id.kind().equals("GitRepository")) {
            sources.define(flux.gitRepository(manifest));
            return;
        }
        if (id.kind().equals("Kustomization")) {
            enqueue(flux.kustomization(manifest), definer.id());
            return;
        }
        skipped.add(skip(manifest, NOT_SUPPORTED, false));
    }

    /** What is wrong with a Flux object, at the lines of the fields; the file is read again only to name them. */
    private List<Problem> mistakes(Manifest manifest, KustomizationSpec definer) {
        List<Problem> found = flux.validate(manifest);
        return found.isEmpty()
                ? found
                : flux.validate(manifest, sources.tree(definer.sourceRef()).places(manifest.origin()));
    }

    private boolean isDefinedTwice(Manifest manifest) {
        Origin before = defined.putIfAbsent(manifest.id(), manifest.origin());
        if (before == null) {
            return false;
        }
        problems.add(new Problem(
                manifest.origin().toString(),
                manifest.id() + ": is defined twice: here and at " + before,
                "an object belongs to one unit"));
        return true;
    }

    private void enqueue(KustomizationSpec spec, ObjectId parent) {
        if (spec.suspend()) {
            suspended.add(spec.id());
            skipped.add(skip(spec.manifest(), "suspended", true));
            return;
        }
        SourceReference source = spec.sourceRef();
        if (!source.kind().equals("GitRepository") && !sources.knows(source)) {
            boolean accepted = options.skipKinds().contains(source.kind());
            skipped.add(skip(spec.manifest(), "its source " + source + " is " + NOT_SUPPORTED, accepted));
            return;
        }
        if (spec.spec().has("kubeConfig")) {
            skipped.add(skip(spec.manifest(), "spec.kubeConfig is " + NOT_SUPPORTED, false));
            return;
        }
        pending.add(new Pending(spec, parent));
    }

    private void giveUpOnTheRest() {
        for (Pending unit : pending) {
            KustomizationSpec spec = unit.spec();
            if (sources.knows(spec.sourceRef())) {
                stuck.add(unit);
            } else {
                problems.add(new Problem(
                        spec.manifest().origin().toString(),
                        spec.id() + ": source " + spec.sourceRef() + " not found",
                        "no unit of this run defines it; --local-source " + spec.sourceRef()
                                + "=PATH takes a directory for it"));
            }
        }
    }

    /** Under Flux every source is fetched, used or not; one that cannot be had is a failure of the repository. */
    private void fetchUnusedSources() {
        List<Callable<SourceTree>> fetches = sources.untouched().stream()
                .map(reference -> (Callable<SourceTree>) () -> sources.tree(reference))
                .toList();
        try {
            for (Future<SourceTree> fetch : executor.invokeAll(fetches)) {
                await(fetch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching sources", e);
        }
    }

    private void await(Future<SourceTree> fetch) throws InterruptedException {
        try {
            fetch.get();
        } catch (ExecutionException e) {
            keep(e.getCause());
        }
    }

    /** What is wrong with files comes first: it is what the user can mend, and no second try changes it. */
    private void throwFailures() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems.stream().distinct().toList());
        }
        failures.stream().max((left, right) -> weight(left) - weight(right)).ifPresent(failure -> {
            throw failure;
        });
    }

    private static int weight(RunFailure failure) {
        return -failure.exitCode();
    }

    /** The units that this run does not carry out: what depends on them does not wait. */
    private Set<ObjectId> left() {
        var ids = new java.util.HashSet<>(suspended);
        skipped.forEach(object -> ids.add(object.id()));
        return ids;
    }
}
