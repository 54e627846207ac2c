package dev.sluice.render;

import dev.sluice.event.RunEvent.NotReady;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import dev.sluice.source.NotVerified;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which sources could not be had and which units not be built, in this look at the repository. It is told only when the
 * render gives up: at another look, the Secret that was missing may be there.
 */
final class NotReadyYet {

    private final Map<ObjectId, NotReady> failures = new ConcurrentHashMap<>();
    private final UntoldSecrets secrets;

    NotReadyYet(UntoldSecrets secrets) {
        this.secrets = secrets;
    }

    /** A source: why it is not verified, it says itself; else what is wrong with its object or its Secret is an authentication that failed, all else is Git's. */
    void source(ObjectId source, RunFailure failure) {
        String reason = failure.getCause() instanceof NotVerified why
                ? why.reason()
                : failure instanceof InvalidInput ? "AuthenticationFailed" : "GitOperationFailed";
        failures.put(source, new NotReady(source, "", reason, ofEvent(source, message(failure))));
    }

    void unit(ObjectId unit, String revision, RunFailure failure) {
        failures.put(unit, new NotReady(unit, revision, "BuildFailed", ofEvent(unit, message(failure))));
    }

    /** A unit of which an object cannot be applied as it was built. */
    void refused(ObjectId unit, String revision, RunFailure failure) {
        failures.put(unit, new NotReady(unit, revision, "ReconciliationFailed", ofEvent(unit, message(failure))));
    }

    void blocked(ObjectId unit, String message) {
        failures.putIfAbsent(unit, new NotReady(unit, "", "DependencyNotReady", message));
    }

    void forget() {
        failures.clear();
    }

    void tell(RunListener listener) {
        failures.values().stream()
                .sorted((left, right) -> left.object().compareTo(right.object()))
                .map(event ->
                        new NotReady(event.object(), event.revision(), event.reason(), secrets.hide(event.message())))
                .forEach(listener::on);
    }

    /** An event names its object itself. */
    private static String ofEvent(ObjectId object, String message) {
        String subject = object + ": ";
        return message.startsWith(subject) ? message.substring(subject.length()) : message;
    }

    private static String message(RunFailure failure) {
        return Optional.of(failure)
                .filter(InvalidInput.class::isInstance)
                .map(InvalidInput.class::cast)
                .map(invalid -> invalid.problems().stream().map(Problem::what).collect(Collectors.joining("\n")))
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }
}
