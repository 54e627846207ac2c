package dev.sluice.camel;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.CamelEvent.StepCompletedEvent;
import org.apache.camel.spi.CamelEvent.StepFailedEvent;
import org.apache.camel.spi.CamelEvent.StepStartedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ExchangeHelper;

/** Camel's step events as events of the run. */
final class StepEvents extends EventNotifierSupport {

    private final RunListener listener;
    private final Clock clock;
    private final Map<String, Instant> started = new ConcurrentHashMap<>();
    private final Map<CamelEvent.Type, Consumer<CamelEvent>> translations;

    StepEvents(RunListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
        this.translations = Map.of(
                CamelEvent.Type.StepStarted, event -> started(((StepStartedEvent) event).getStepId()),
                CamelEvent.Type.StepCompleted, event -> finished(((StepCompletedEvent) event).getStepId(), true),
                CamelEvent.Type.StepFailed, event -> finished(((StepFailedEvent) event).getStepId(), false),
                CamelEvent.Type.ExchangeRedelivery, event -> retrying((ExchangeRedeliveryEvent) event));
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return translations.containsKey(event.getType());
    }

    @Override
    public void notify(CamelEvent event) {
        Consumer<CamelEvent> translation = translations.get(event.getType());
        if (translation != null) {
            translation.accept(event);
        }
    }

    private void started(String step) {
        started.put(step, clock.instant());
        listener.on(new RunEvent.StepStarted(step));
    }

    private void finished(String step, boolean succeeded) {
        Instant now = clock.instant();
        Instant begin = started.getOrDefault(step, now);
        listener.on(new RunEvent.StepFinished(step, Duration.between(begin, now), succeeded));
    }

    private void retrying(ExchangeRedeliveryEvent event) {
        Throwable why = event.getExchange().getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = String.valueOf(ExchangeHelper.getAtRouteId(event.getExchange()));
        listener.on(new RunEvent.Retrying(
                StageRoutes.stageOf(route), event.getAttempt(), why == null ? "" : String.valueOf(why.getMessage())));
    }
}
