package dev.sluice.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Events in the form of Flux's (fluxcd/pkg, {@code apis/event/v1beta1/event.go}), with the reasons and messages of the
 * controller that would have told them. What Flux does not tell has no such form, but for retries, warnings and the ends of
 * roots: those stand under an object {@code Run} of our own.
 */
final class EventJson implements RunEvent.Cases<List<ObjectNode>> {

    private static final String REPORTING_INSTANCE = "sluice";

    /** The key of the root that an event is of, where a run is about several. */
    private static final String ROOT = "sluice.dev/root";

    private final Clock clock;

    EventJson(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<ObjectNode> stepStarted(RunEvent.StepStarted event) {
        return List.of();
    }

    @Override
    public List<ObjectNode> stepFinished(RunEvent.StepFinished event) {
        return List.of();
    }

    @Override
    public List<ObjectNode> retrying(RunEvent.Retrying event) {
        return List.of(ofRun(event.step(), "Retrying", EventText.retryMessage(event)));
    }

    @Override
    public List<ObjectNode> sourceReady(RunEvent.SourceReady event) {
        return List.of(ofObject(event.source(), event.revision(), "info", "NewArtifact", event.message(), Map.of()));
    }

    @Override
    public List<ObjectNode> sourceVerified(RunEvent.SourceVerified event) {
        return List.of(ofObject(event.source(), event.revision(), "trace", "Succeeded", event.message(), Map.of()));
    }

    @Override
    public List<ObjectNode> notReady(RunEvent.NotReady event) {
        return List.of(ofObject(event.object(), event.revision(), "error", event.reason(), event.message(), Map.of()));
    }

    @Override
    public List<ObjectNode> graphKnown(RunEvent.GraphKnown event) {
        return List.of();
    }

    @Override
    public List<ObjectNode> unitStarted(RunEvent.UnitStarted event) {
        return List.of();
    }

    @Override
    public List<ObjectNode> unitProgressing(RunEvent.UnitProgressing event) {
        String message = String.join("\n", event.changes());
        return List.of(ofObject(event.unit(), event.revision(), "info", "Progressing", message, Map.of()));
    }

    /** Flux says it in the Ready condition only. */
    @Override
    public List<ObjectNode> healthCheckStarted(RunEvent.HealthCheckStarted event) {
        return List.of();
    }

    @Override
    public List<ObjectNode> healthCheckPassed(RunEvent.HealthCheckPassed event) {
        String message = EventText.passedMessage(event);
        return List.of(ofObject(event.unit(), event.revision(), "info", "Progressing", message, Map.of()));
    }

    @Override
    public List<ObjectNode> unitFinished(RunEvent.UnitFinished event) {
        if (!event.ready()) {
            return List.of(
                    ofObject(event.unit(), event.revision(), "error", event.reason(), event.message(), Map.of()));
        }
        // The reason of a unit that was left alone (suspended) is its own; its message, too.
        boolean reconciled = event.reason().equals("ReconciliationSucceeded");
        String message = reconciled ? "Reconciliation finished in " + Elapsed.rounded(event.took()) : event.message();
        Map<String, String> metadata = reconciled ? Map.of("commit_status", "update") : Map.of();
        return List.of(ofObject(event.unit(), event.revision(), "info", event.reason(), message, metadata));
    }

    @Override
    public List<ObjectNode> warning(RunEvent.Warning event) {
        return List.of(ofRun(event.subject(), "Warning", event.message()));
    }

    @Override
    public List<ObjectNode> rootsKnown(RunEvent.RootsKnown event) {
        return List.of();
    }

    @Override
    public List<ObjectNode> inRoot(RunEvent.InRoot event) {
        List<ObjectNode> events = event.event().match(this);
        events.forEach(one -> one.withObjectProperty("metadata").put(ROOT, event.root()));
        return events;
    }

    @Override
    public List<ObjectNode> rootFinished(RunEvent.RootFinished event) {
        ObjectNode finished = ofRun(event.root(), event.succeeded() ? "Succeeded" : "Failed", event.message());
        return List.of(finished.put("severity", event.succeeded() ? "info" : "error"));
    }

    private ObjectNode ofObject(
            ObjectId id, String revision, String severity, String reason, String message, Map<String, String> more) {
        FluxController controller = FluxController.of(id);
        ObjectNode event = event(id, controller.apiVersion(), severity, message, reason);
        ObjectNode metadata = event.putObject("metadata");
        more.forEach((key, value) -> metadata.put(controller.key(key), value));
        if (!revision.isEmpty()) {
            metadata.put(controller.key("revision"), revision);
        }
        return reportedBy(controller.controller(), event);
    }

    private ObjectNode ofRun(String name, String reason, String message) {
        var run = new ObjectId("sluice.dev", "Run", "", name);
        return reportedBy(REPORTING_INSTANCE, event(run, "sluice.dev/v1alpha1", "info", message, reason));
    }

    private ObjectNode event(ObjectId id, String apiVersion, String severity, String message, String reason) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putObject("involvedObject")
                .put("kind", id.kind())
                .put("namespace", id.namespace())
                .put("name", id.name())
                .put("apiVersion", apiVersion);
        return event.put("severity", severity)
                .put(
                        "timestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("message", message)
                .put("reason", reason);
    }

    private static ObjectNode reportedBy(String controller, ObjectNode event) {
        return event.put("reportingController", controller).put("reportingInstance", REPORTING_INSTANCE);
    }
}
