package dev.sluice.event;

import java.util.List;
import java.util.Set;

/** Events as plain lines for people. */
final class EventText implements RunEvent.Cases<List<String>> {

    private static final Set<Class<? extends RunEvent>> SAID_AT_THE_END = Set.of(
            RunEvent.StepStarted.class,
            RunEvent.StepFinished.class,
            RunEvent.GraphKnown.class,
            RunEvent.NotReady.class);

    @Override
    public List<String> stepStarted(RunEvent.StepStarted event) {
        return List.of("► " + event.step());
    }

    @Override
    public List<String> stepFinished(RunEvent.StepFinished event) {
        String how = event.succeeded() ? " in " : " failed after ";
        return List.of(mark(event.succeeded()) + event.step() + how + Elapsed.rounded(event.took()));
    }

    @Override
    public List<String> retrying(RunEvent.Retrying event) {
        return List.of("⚠ " + event.step() + ": " + retryMessage(event));
    }

    static String retryMessage(RunEvent.Retrying event) {
        return "tried again (%d) after: %s".formatted(event.attempt(), event.why());
    }

    @Override
    public List<String> sourceReady(RunEvent.SourceReady event) {
        String revision = event.message().contains(event.revision()) ? "" : " (" + event.revision() + ")";
        return List.of("✔ " + event.source() + ": " + ShortRevision.in(event.message() + revision));
    }

    @Override
    public List<String> sourceVerified(RunEvent.SourceVerified event) {
        return List.of("✔ " + event.source() + ": " + event.message().replaceAll("\\s+", " "));
    }

    /** What is wrong with it is told in full when the run is over. */
    @Override
    public List<String> notReady(RunEvent.NotReady event) {
        return List.of("✗ " + event.object() + ": " + event.reason());
    }

    @Override
    public List<String> graphKnown(RunEvent.GraphKnown event) {
        int count = event.waitsFor().size();
        return List.of("► " + (count == 1 ? "1 unit" : count + " units"));
    }

    @Override
    public List<String> unitStarted(RunEvent.UnitStarted event) {
        return List.of("► " + event.unit() + ": " + ShortRevision.in(event.revision()));
    }

    @Override
    public List<String> unitProgressing(RunEvent.UnitProgressing event) {
        return event.changes().stream().map(change -> "  " + change).toList();
    }

    @Override
    public List<String> healthCheckStarted(RunEvent.HealthCheckStarted event) {
        return List.of(
                "◎ " + event.unit() + ": waits until all is ready, for up to " + Elapsed.rounded(event.timeout()));
    }

    @Override
    public List<String> healthCheckPassed(RunEvent.HealthCheckPassed event) {
        return List.of("✔ " + event.unit() + ": " + passedMessage(event));
    }

    /** Flux's message. */
    static String passedMessage(RunEvent.HealthCheckPassed event) {
        return "Health check passed in " + Elapsed.rounded(event.took());
    }

    @Override
    public List<String> unitFinished(RunEvent.UnitFinished event) {
        return List.of(mark(event.ready()) + event.unit() + ": " + ShortRevision.in(event.message()));
    }

    @Override
    public List<String> warning(RunEvent.Warning event) {
        return List.of("⚠ " + (event.subject().isEmpty() ? "" : event.subject() + ": ") + event.message());
    }

    @Override
    public List<String> rootsKnown(RunEvent.RootsKnown event) {
        return List.of("► " + event.roots().size() + " roots");
    }

    /** Of many roots, each says at its end how far it came and how long that took; what is wrong stands in the report. */
    @Override
    public List<String> inRoot(RunEvent.InRoot event) {
        if (SAID_AT_THE_END.contains(event.event().getClass())) {
            return List.of();
        }
        return event.event().match(this).stream()
                .map(line -> "[" + event.root() + "] " + line)
                .toList();
    }

    @Override
    public List<String> rootFinished(RunEvent.RootFinished event) {
        String line = mark(event.succeeded()) + event.root() + ": " + firstLine(event.message());
        return List.of(ShortRevision.in(line) + " (" + Elapsed.rounded(event.took()) + ")");
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String mark(boolean succeeded) {
        return succeeded ? "✔ " : "✗ ";
    }
}
