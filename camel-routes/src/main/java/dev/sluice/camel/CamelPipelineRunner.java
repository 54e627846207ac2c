package dev.sluice.camel;

import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.RunProgress;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.pipeline.Stages;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Runs pipelines as Camel routes: one context a run, closed with it. */
public final class CamelPipelineRunner implements PipelineRunner {

    private static final String RUN = "direct:run";
    private static final String TEMPLATES = "classpath:dev/sluice/templates/";

    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    /** Of the runs under way: a program may start several at once. */
    private final Set<CancelSignal> current = ConcurrentHashMap.newKeySet();

    public CamelPipelineRunner() {
        this(Clock.systemUTC());
    }

    public CamelPipelineRunner(Clock clock) {
        this.clock = clock;
    }

    @Override
    public RunResult run(RunRequest request, RunListener listener, Consumer<RunResult> results) {
        RunListener calledOnceAtATime = listener.oneAtATime();
        if (request.isScheduled() && request.problems().isEmpty()) {
            return runScheduled(request, calledOnceAtATime, results);
        }
        RunResult result = runOnce(request, calledOnceAtATime);
        results.accept(result);
        return result;
    }

    @Override
    public void cancel() {
        stop.countDown();
        current.forEach(signal -> signal.cancel("told to stop"));
    }

    @Override
    public void close() {
        cancel();
    }

    private RunResult runScheduled(RunRequest request, RunListener listener, Consumer<RunResult> results) {
        var last = new AtomicReference<>(new RunProgress(request, clock).succeeded());
        var completed = new AtomicBoolean();
        Runnable run = () -> {
            try {
                RunResult result = runOnce(request, listener);
                // To be told to stop is how a schedule ends: the run before, which saw everything, has its last word.
                if (completed.get() && stop.getCount() == 0 && wasCutOffUnchanged(result)) {
                    return;
                }
                completed.set(true);
                // Until the next run is over, nobody needs the objects of this one.
                last.set(result.withoutRendered());
                results.accept(result);
            } catch (RuntimeException | Error bug) {
                listener.on(new RunEvent.Warning("sluice", "this run ended by a bug in Sluice: " + stackOf(bug)));
            }
        };
        try {
            Schedule.run(request, run, stop, this::cancel);
        } catch (RunFailure failure) {
            last.set(new RunProgress(request, clock).failed(failure));
            results.accept(last.get());
        }
        return last.get();
    }

    private static boolean wasCutOffUnchanged(RunResult result) {
        return result.failure().filter(TimedOut.class::isInstance).isPresent()
                && result.report().changes().isEmpty();
    }

    private static String stackOf(Throwable bug) {
        var stack = new StringWriter();
        bug.printStackTrace(new PrintWriter(stack));
        return stack.toString();
    }

    private RunResult runOnce(RunRequest request, RunListener listener) {
        var progress = new RunProgress(request, clock);
        Instant deadline = clock.instant().plus(request.timeout());
        var cancel = new CancelSignal(clock, deadline);
        current.add(cancel);
        if (stop.getCount() == 0) {
            cancel.cancel("told to stop");
        }
        try {
            refuse(request.problems());
            carryOut(request, listener, cancel, progress);
            return progress.succeeded();
        } catch (RunFailure failure) {
            return progress.failed(failure);
        } finally {
            current.remove(cancel);
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw InvalidInput.usage(problems);
        }
    }

    private void carryOut(RunRequest request, RunListener listener, CancelSignal cancel, RunProgress progress) {
        try (var stages = Stages.of(request, listener, cancel, clock, progress);
                var context = QuietContext.create()) {
            start(context, request, new StageRoutes(stages, request.retries(), () -> !cancel.isCancelled()), listener);
            send(context, request);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(CamelContext context, RunRequest request, StageRoutes routes, RunListener listener)
            throws Exception {
        context.getManagementStrategy().addEventNotifier(new StepEvents(listener, clock));
        context.addRoutes(routes);
        Optional<Path> own = request.template();
        if (own.isEmpty()) {
            compose(context, request, TEMPLATES + request.command().word() + ".camel.yaml");
            return;
        }
        try {
            compose(context, request, "file:" + request.directory().resolve(own.get()));
        } catch (Exception e) {
            throw refused(own.get(), e);
        }
    }

    private static void compose(CamelContext context, RunRequest request, String location) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveMandatoryResource(context, location));
        String template = request.command().word();
        // A route and a step cannot have the same id, and some commands are called like a stage.
        TemplatedRouteBuilder.builder(context, template)
                .routeId("run-" + template)
                .add();
        context.start();
    }

    private static void send(CamelContext context, RunRequest request) throws Exception {
        try (var producer = context.createProducerTemplate()) {
            Exchange answer =
                    producer.send(RUN, exchange -> exchange.getMessage().setBody(request));
            Exception failure = answer.getException();
            if (failure == null) {
                return;
            }
            // Stages throw no exceptions of Camel's: it is the user's order of them that it does not like.
            boolean isCamels = failure.getClass().getName().startsWith("org.apache.camel.");
            throw request.template().isPresent() && isCamels
                    ? refused(request.template().get(), failure)
                    : failure;
        }
    }

    /** A template of the user's own is the user's to mend. */
    private static InvalidInput refused(Path template, Exception why) {
        return new InvalidInput(
                List.of(new Problem(
                        template.toString(),
                        String.valueOf(why.getMessage()),
                        "a template takes the stages in their order; the templates of Sluice show it")),
                why);
    }
}
