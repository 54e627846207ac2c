package dev.sluice.camel;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.CamelEvent.StepCompletedEvent;
import org.apache.camel.spi.CamelEvent.StepEvent;
import org.apache.camel.spi.CamelEvent.StepFailedEvent;
import org.apache.camel.spi.CamelEvent.StepStartedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ExchangeHelper;

/** Camel's step events as events of the run. */
final class StepEvents extends EventNotifierSupport {

    private final Function<Exchange, RunListener> listeners;
    private final Clock clock;
    /** By the exchange: several roots take the same step at once. */
    private final Map<String, Instant> started = new ConcurrentHashMap<>();

    private final Map<CamelEvent.Type, Consumer<CamelEvent>> translations;

    /** @param listeners who hears what happens to an exchange */
    StepEvents(Function<Exchange, RunListener> listeners, Clock clock) {
        this.listeners = listeners;
        this.clock = clock;
        this.translations = Map.of(
                CamelEvent.Type.StepStarted, event -> started((StepStartedEvent) event),
                CamelEvent.Type.StepCompleted, event -> finished((StepCompletedEvent) event, true),
                CamelEvent.Type.StepFailed, event -> finished((StepFailedEvent) event, false),
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

    private void started(StepEvent event) {
        started.put(key(event), clock.instant());
        listeners.apply(event.getExchange()).on(new RunEvent.StepStarted(event.getStepId()));
    }

    private void finished(StepEvent event, boolean succeeded) {
        Instant now = clock.instant();
        Instant begin = Optional.ofNullable(started.remove(key(event))).orElse(now);
        var finished = new RunEvent.StepFinished(event.getStepId(), Duration.between(begin, now), succeeded);
        listeners.apply(event.getExchange()).on(finished);
    }

    private static String key(StepEvent event) {
        return event.getExchange().getExchangeId() + "/" + event.getStepId();
    }

    private void retrying(ExchangeRedeliveryEvent event) {
        Throwable why = event.getExchange().getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = String.valueOf(ExchangeHelper.getAtRouteId(event.getExchange()));
        listeners
                .apply(event.getExchange())
                .on(new RunEvent.Retrying(
                        StageRoutes.stageOf(route),
                        event.getAttempt(),
                        why == null ? "" : String.valueOf(why.getMessage())));
    }
}
