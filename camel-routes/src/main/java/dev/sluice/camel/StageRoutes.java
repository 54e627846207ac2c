package dev.sluice.camel;

import dev.sluice.apply.Applied;
import dev.sluice.artifact.Artifact;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.DeletionPlan;
import dev.sluice.failure.TransientFailure;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.Stages;
import dev.sluice.render.Rendered;
import dev.sluice.source.Source;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * Every stage as one route {@code direct:STAGE}, for templates to put in order. A stage that fails for a passing reason
 * is tried again with growing delays; a route that brings the wrong value fails naming both types.
 */
public final class StageRoutes extends RouteBuilder {

    private static final String ROUTE = "-stage";
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

    private final Function<Exchange, Stages> stages;
    private final int retries;
    private final Predicate<TransientFailure> goOn;

    /**
     * @param retries how often a stage is tried again
     * @param goOn whether trying again still makes sense: the run was not told to stop
     */
    public StageRoutes(Stages stages, int retries, BooleanSupplier goOn) {
        this(exchange -> stages, retries, failure -> goOn.getAsBoolean());
    }

    /**
     * @param stages those of the root that an exchange is about
     * @param goOn whether trying again after this failure still makes sense
     */
    StageRoutes(Function<Exchange, Stages> stages, int retries, Predicate<TransientFailure> goOn) {
        this.stages = stages;
        this.retries = retries;
        this.goOn = goOn;
    }

    @Override
    public void configure() {
        onException(TransientFailure.class)
                // Where there is a retryWhile, Camel asks it alone and forgets maximumRedeliveries.
                .retryWhile(exchange -> attempt(exchange) <= retries && isWorthAnotherTry(exchange))
                .redeliveryDelay(FIRST_DELAY.toMillis())
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(LONGEST_DELAY.toMillis())
                .logExhausted(false)
                .logRetryAttempted(false)
                .logStackTrace(false);

        stage("source", RunRequest.class, Stages::source);
        stage("artifact", Source.class, Stages::artifact);
        stage("render", Artifact.class, Stages::render);
        stage("export", Rendered.class, Stages::export);
        stage("check", Rendered.class, Stages::check);
        stage("validate", Rendered.class, Stages::validate);
        stage("plan", Rendered.class, Stages::plan);
        stage("plan-deletion", RunRequest.class, Stages::planDeletion);
        stage("delete", DeletionPlan.class, Stages::delete);
        // Not tried again: its plan may be stale by then. The requests that it makes are tried again one by one.
        onceOnly("apply", ChangeSet.class, Stages::apply);
        stage("prune", Applied.class, Stages::prune);
    }

    private boolean isWorthAnotherTry(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, TransientFailure.class);
        return failure != null && !failure.isExhausted() && goOn.test(failure);
    }

    private <I, O> void stage(String name, Class<I> input, Function<Stages, Function<I, O>> stage) {
        step(from("direct:" + name), name, input, stage);
    }

    private <I, O> void onceOnly(String name, Class<I> input, Function<Stages, Function<I, O>> stage) {
        step(from("direct:" + name).errorHandler(noErrorHandler()), name, input, stage);
    }

    private <I, O> void step(
            RouteDefinition route, String name, Class<I> input, Function<Stages, Function<I, O>> stage) {
        route.routeId(routeId(name)).step(name).process(exchange -> {
            I body = exchange.getMessage().getMandatoryBody(input);
            exchange.getMessage().setBody(stage.apply(stages.apply(exchange)).apply(body));
        });
    }

    /** The number of the attempt that would come next: the first retry is 1. */
    private static int attempt(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
    }

    /** The route's id: a step and a route cannot have the same. */
    static String routeId(String stage) {
        return stage + ROUTE;
    }

    /** The stage of a route of this class. */
    static String stageOf(String routeId) {
        return routeId.endsWith(ROUTE) ? routeId.substring(0, routeId.length() - ROUTE.length()) : routeId;
    }
}
