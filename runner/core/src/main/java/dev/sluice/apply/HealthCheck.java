package dev.sluice.apply;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitBlocked;
import dev.sluice.apply.Outcome.UnitUnhealthy;
import dev.sluice.apply.Outcome.UnitWaiting;
import dev.sluice.apply.Readiness.NotReady;
import dev.sluice.apply.ReadinessWait.Awaited;
import dev.sluice.change.ApplyOrder;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.status.ObjectStatus;
import dev.sluice.cluster.status.Status;
import dev.sluice.event.RunEvent.HealthCheckPassed;
import dev.sluice.event.RunEvent.HealthCheckStarted;
import dev.sluice.event.RunListener;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.GoDuration;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Waits until what a unit applied is ready (kustomize-controller, {@code checkHealth}): all its objects where it says
 * {@code wait}, else those that its {@code healthChecks} name. A unit among them is ready when this run has made it so.
 */
final class HealthCheck {

    private final Cluster cluster;
    private final ApplyOptions options;
    private final UnitDependencies dependencies;
    private final UnitOutcomes outcomes;
    private final ReadinessWait wait;
    private final StatusReaders readers;
    private final Diagnosis diagnosis;
    private final RunListener listener;
    private final Clock clock;
    private final Comparator<ObjectId> order = ApplyOrder.load().staged();

    HealthCheck(
            Cluster cluster,
            ApplyOptions options,
            UnitDependencies dependencies,
            UnitOutcomes outcomes,
            ReadinessWait wait,
            StatusReaders readers,
            Diagnosis diagnosis,
            RunListener listener,
            Clock clock) {
        this.cluster = cluster;
        this.options = options;
        this.dependencies = dependencies;
        this.outcomes = outcomes;
        this.wait = wait;
        this.readers = readers;
        this.diagnosis = diagnosis;
        this.listener = listener;
        this.clock = clock;
    }

    /** Whether the unit is more than applied: its objects must be ready, too. */
    boolean isDue(Unit unit) {
        boolean asked = options.waitForAll()
                || unit.spec().waitForHealth()
                || !unit.spec().healthChecks().isEmpty();
        return asked && cluster.tellsHealth();
    }

    /** Waits; answers what became of the unit where it is not ready in the end. */
    Optional<Outcome> check(Unit unit, UnitObjects objects) {
        Instant start = clock.instant();
        String revision = unit.source().revision();
        Set<ObjectId> members = dependencies.members(unit);
        try {
            List<Awaited> open = wait.notKnownToBeReady(readers.of(unit), awaited(unit, objects));
            if (!open.isEmpty() || !members.isEmpty()) {
                listener.on(
                        new HealthCheckStarted(unit.id(), revision, unit.spec().timeout()));
            }
            Cluster asUnit = unit.cluster(cluster);
            Readiness readiness =
                    wait.await(readers.of(unit), asUnit, open, unit.spec().timeout());
            if (!readiness.isReady()) {
                return Optional.of(unhealthy(unit, objects, asUnit, readiness, elapsed(start)));
            }
            Optional<Outcome> notReady = notReadyFor(unit, members, objects, start);
            if (notReady.isPresent()) {
                return notReady;
            }
        } catch (RunFailure e) {
            String message = failedAfter(elapsed(start), String.valueOf(e.getMessage()));
            return Optional.of(new UnitUnhealthy(unit.id(), objects.done(), message, e));
        }
        if (!objects.done().isEmpty()) {
            listener.on(new HealthCheckPassed(unit.id(), revision, elapsed(start)));
        }
        return Optional.empty();
    }

    private List<Awaited> awaited(Unit unit, UnitObjects objects) {
        var awaited = new LinkedHashMap<ObjectId, Awaited>();
        Map<ObjectId, Manifest> own = unit.manifests().stream().collect(Collectors.toMap(Manifest::id, any -> any));
        if (options.waitForAll() || unit.spec().waitForHealth()) {
            own.values().stream()
                    .filter(manifest -> !objects.isExempt(manifest.id()))
                    .sorted(Comparator.comparing(Manifest::id, order))
                    .forEach(manifest -> awaited.put(
                            manifest.id(), awaited(ObjectReference.of(manifest), vanishes(manifest), objects)));
        }
        if (!unit.spec().waitForHealth()) {
            for (ObjectReference named : unit.spec().healthChecks()) {
                Manifest manifest = own.get(named.id());
                if (isInCluster(named.id())) {
                    awaited.putIfAbsent(named.id(), awaited(named, manifest != null && vanishes(manifest), objects));
                }
            }
        }
        return List.copyOf(awaited.values());
    }

    /** The objects of Flux are carried out by a run: units of this one are waited for, others are as they were left. */
    private static boolean isInCluster(ObjectId id) {
        return !id.group().endsWith(".toolkit.fluxcd.io");
    }

    private static Awaited awaited(ObjectReference reference, boolean vanishes, UnitObjects objects) {
        ObjectId id = reference.id();
        boolean mayRecover = !objects.isChanged(id) && !objects.done().isEmpty();
        return new Awaited(reference, objects.live(id).map(LiveObject::manifest), vanishes, mayRecover);
    }

    /** A Job that its controller deletes some time after its completion. */
    private static boolean vanishes(Manifest manifest) {
        return manifest.id().group().equals("batch")
                && manifest.id().kind().equals("Job")
                && manifest.content()
                        .path("spec")
                        .path("ttlSecondsAfterFinished")
                        .isIntegralNumber();
    }

    /** Each unit has an outcome in the end, by its own timeout. The failure behind one that was not begun is told already. */
    private Optional<Outcome> notReadyFor(Unit unit, Set<ObjectId> members, UnitObjects objects, Instant start) {
        var failed = new ArrayList<NotReady>();
        ObjectId notBegun = null;
        for (ObjectId member : members) {
            Outcome outcome = outcomes.await(member);
            if (outcome instanceof UnitWaiting || outcome instanceof UnitBlocked) {
                notBegun = member;
            } else if (!(outcome instanceof UnitApplied)) {
                var status = new ObjectStatus(Status.FAILED, outcome.message(), List.of());
                failed.add(new NotReady(new ObjectReference(member, ""), Optional.of(status), Optional.empty()));
            }
        }
        if (!failed.isEmpty()) {
            var readiness = new Readiness(false, failed);
            return Optional.of(unhealthy(unit, objects, unit.cluster(cluster), readiness, elapsed(start)));
        }
        return Optional.ofNullable(notBegun).map(member -> new UnitBlocked(unit.id(), member, objects.done()));
    }

    private Outcome unhealthy(Unit unit, UnitObjects objects, Cluster asUnit, Readiness readiness, Duration took) {
        String message = failedAfter(took, readiness.message());
        var why = new TimedOut(unit.id().toString(), diagnosis.explained(message, asUnit, readiness));
        return new UnitUnhealthy(unit.id(), objects.done(), message, why);
    }

    private static String failedAfter(Duration took, String why) {
        return "health check failed after " + GoDuration.format(took) + ": " + why;
    }

    private Duration elapsed(Instant start) {
        return Duration.between(start, clock.instant()).truncatedTo(ChronoUnit.MILLIS);
    }
}
