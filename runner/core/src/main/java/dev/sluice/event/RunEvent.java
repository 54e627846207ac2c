package dev.sluice.event;

import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person or a program would miss if a run did not tell it. No event holds a secret value. */
public sealed interface RunEvent {

    /** What this event is in other words: the answer of its own case. */
    <R> R match(Cases<R> cases);

    /** Whether this concerns the run as a whole, and is told once, whichever of its roots or tries comes upon it. */
    default boolean isOfRun() {
        return false;
    }

    /** An answer for every kind of event; the compiler asks for a new kind's wherever events are told apart. */
    interface Cases<R> {
        R stepStarted(StepStarted event);

        R stepFinished(StepFinished event);

        R retrying(Retrying event);

        R sourceReady(SourceReady event);

        R sourceVerified(SourceVerified event);

        R notReady(NotReady event);

        R graphKnown(GraphKnown event);

        R unitStarted(UnitStarted event);

        R unitProgressing(UnitProgressing event);

        R healthCheckStarted(HealthCheckStarted event);

        R healthCheckPassed(HealthCheckPassed event);

        R unitFinished(UnitFinished event);

        R warning(Warning event);

        R rootsKnown(RootsKnown event);

        R inRoot(InRoot event);

        R rootFinished(RootFinished event);
    }

    /** A step of the route began: {@code source}, {@code artifact}, {@code render}, {@code plan}, {@code apply}, … */
    record StepStarted(String step) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepStarted(this);
        }
    }

    /** A step of the route is over, well or not. */
    record StepFinished(String step, Duration took, boolean succeeded) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepFinished(this);
        }
    }

    /** A step failed for a passing reason and is tried again. */
    record Retrying(String step, int attempt, String why) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retrying(this);
        }
    }

    /**
     * A source is there. The message is Flux's: {@code stored artifact for commit 'first line'}.
     *
     * @param source the source object, for example {@code GitRepository/flux-system/podinfo}
     */
    record SourceReady(ObjectId source, String revision, String message) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sourceReady(this);
        }

        @Override
        public boolean isOfRun() {
            return true;
        }
    }

    /** A source is signed as its object asks for; the message is Flux's and names commit, tag and keys. */
    record SourceVerified(ObjectId source, String revision, String message) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sourceVerified(this);
        }

        @Override
        public boolean isOfRun() {
            return true;
        }
    }

    /**
     * A source that cannot be had, or a unit that cannot be built.
     *
     * @param revision of the unit's source; empty where it is not known
     * @param reason Flux's of the Ready condition: {@code GitOperationFailed}, {@code BuildFailed}
     */
    record NotReady(ObjectId object, String revision, String reason, String message) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notReady(this);
        }
    }

    /** The units of the run are known, in the order in which they can be applied, with what each waits for. */
    record GraphKnown(Map<ObjectId, List<ObjectId>> waitsFor) implements RunEvent {
        public GraphKnown {
            waitsFor = Collections.unmodifiableMap(new LinkedHashMap<>(waitsFor));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.graphKnown(this);
        }
    }

    /** A unit began to be applied. */
    record UnitStarted(ObjectId unit, String revision) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unitStarted(this);
        }
    }

    /** Objects of a unit were changed: lines {@code Kind/namespace/name created}, as Flux writes them. */
    record UnitProgressing(ObjectId unit, String revision, List<String> changes) implements RunEvent {
        public UnitProgressing {
            changes = List.copyOf(changes);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unitProgressing(this);
        }
    }

    /** A unit is applied, and waits until its objects are ready. */
    record HealthCheckStarted(ObjectId unit, String revision, Duration timeout) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.healthCheckStarted(this);
        }
    }

    /** All objects of a unit are ready after something of it had changed. */
    record HealthCheckPassed(ObjectId unit, String revision, Duration took) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.healthCheckPassed(this);
        }
    }

    /** A unit is done; the message is Flux's, for example {@code Applied revision: main@sha1:…}. */
    record UnitFinished(ObjectId unit, String revision, boolean ready, String reason, String message, Duration took)
            implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unitFinished(this);
        }
    }

    /** Something that is accepted, but that the user should know. */
    record Warning(String subject, String message) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.warning(this);
        }

        @Override
        public boolean isOfRun() {
            return true;
        }
    }

    /** The run is about several roots; in this order. */
    record RootsKnown(List<String> roots) implements RunEvent {
        public RootsKnown {
            roots = List.copyOf(roots);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rootsKnown(this);
        }
    }

    /** Something happened in one root of several. What concerns the run as a whole (sources, warnings) is told as it is. */
    record InRoot(String root, RunEvent event) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.inRoot(this);
        }
    }

    /** One root of several is over; the message is that of its result. */
    record RootFinished(String root, boolean succeeded, String message, Duration took) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rootFinished(this);
        }
    }
}
