package dev.sluice.camel;

import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.RunProgress;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.pipeline.Stages;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Runs pipelines as Camel routes: one context a run, closed with it. */
public final class CamelPipelineRunner implements PipelineRunner {

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
        if (request.isScheduled() && request.problems().isEmpty()) {
            return runScheduled(request, listener, results);
        }
        RunResult result = runOnce(request, listener);
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
            last.set(runOnce(request, listener));
            results.accept(last.get());
        };
        try {
            Schedule.run(request, run, stop);
        } catch (Exception e) {
            return new RunProgress(request, clock).failed(e);
        }
        return last.get();
    }

    private RunResult runOnce(RunRequest request, RunListener listener) {
        var progress = new RunProgress(request, clock);
        Instant deadline = clock.instant().plus(request.timeout());
        var cancel = new CancelSignal(clock, deadline);
        current.set(cancel);
        if (stop.getCount() == 0) {
            cancel.cancel("told to stop");
        }
        try (var stages = Stages.of(request, listener, cancel, progress);
                var context = new DefaultCamelContext()) {
            progress.check(request.problems());
            send(context, request, stages.stages(), listener, cancel);
            return progress.succeeded();
        } catch (Exception e) {
            return progress.failed(e);
        } finally {
            current.set(null);
        }
    }

    private void send(
            CamelContext context, RunRequest request, Stages stages, RunListener listener, CancelSignal cancel)
            throws Exception {
        context.getCamelContextExtension().setName("sluice");
        context.getManagementStrategy().addEventNotifier(new StepEvents(listener, clock));
        context.addRoutes(new StageRoutes(stages, request.retries(), () -> !cancel.isCancelled()));
        String template = request.command().word();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(
                        context,
                        request.template()
                                .map(file -> "file:" + request.directory().resolve(file))
                                .orElse(TEMPLATES + template + ".camel.yaml")));
        TemplatedRouteBuilder.builder(context, template).routeId(template).add();
        context.start();
        try (var producer = context.createProducerTemplate()) {
            Exchange answer = producer.send("direct:run", exchange -> exchange.getMessage().setBody(request));
            if (answer.getException() != null) {
                throw answer.getException();
            }
        }
    }
}
