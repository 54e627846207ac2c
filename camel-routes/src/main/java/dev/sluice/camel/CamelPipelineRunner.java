package dev.sluice.camel;

import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.RunProgress;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.pipeline.Stages;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Runs pipelines as Camel routes: one context a run, closed with it. */
public final class CamelPipelineRunner implements PipelineRunner {

    private static final String RUN = "direct:run";
    private static final String TEMPLATES = "classpath:dev/sluice/templates/";

    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<@Nullable CancelSignal> current = new AtomicReference<>();

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
        CancelSignal signal = current.get();
        if (signal != null) {
            signal.cancel("told to stop");
        }
    }

    @Override
    public void close() {
        cancel();
    }

    private RunResult runScheduled(RunRequest request, RunListener listener, Consumer<RunResult> results) {
        var last = new AtomicReference<>(new RunProgress(request, clock).succeeded());
        Runnable run = () -> {
            try {
                last.set(runOnce(request, listener));
                results.accept(last.get());
            } catch (RuntimeException bug) {
                listener.on(new RunEvent.Warning("sluice", "this run ended by a bug in Sluice: " + stackOf(bug)));
            }
        };
        try {
            Schedule.run(request, run, stop);
        } catch (RunFailure failure) {
            last.set(new RunProgress(request, clock).failed(failure));
            results.accept(last.get());
        }
        return last.get();
    }

    private static String stackOf(RuntimeException bug) {
        var stack = new StringWriter();
        bug.printStackTrace(new PrintWriter(stack));
        return stack.toString();
    }

    private RunResult runOnce(RunRequest request, RunListener listener) {
        var progress = new RunProgress(request, clock);
        Instant deadline = clock.instant().plus(request.timeout());
        var cancel = new CancelSignal(clock, deadline);
        current.set(cancel);
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
            current.set(null);
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
        } catch (RunFailure | Error failure) {
            throw failure;
        } catch (Exception e) {
            throw translated(e, request);
        }
    }

    private void start(CamelContext context, RunRequest request, StageRoutes routes, RunListener listener)
            throws Exception {
        context.getManagementStrategy().addEventNotifier(new StepEvents(listener, clock));
        context.addRoutes(routes);
        String location = request.template()
                .map(file -> "file:" + request.directory().resolve(file))
                .orElse(TEMPLATES + request.command().word() + ".camel.yaml");
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
            if (answer.getException() != null) {
                throw answer.getException();
            }
        }
    }

    /** A route of the user's own that Camel refuses is the user's to mend; everything else is a bug of ours. */
    private static RuntimeException translated(Exception e, RunRequest request) {
        if (request.template().isPresent() && isCamels(e)) {
            return new InvalidInput(
                    List.of(new Problem(
                            request.template().get().toString(),
                            String.valueOf(e.getMessage()),
                            "a template takes the stages in their order; the templates of Sluice show it")),
                    e);
        }
        return e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
    }

    private static boolean isCamels(Exception e) {
        return e.getClass().getName().startsWith("org.apache.camel.") || e instanceof FileNotFoundException;
    }
}
