package dev.sluice.camel;

import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.RootRuns;
import dev.sluice.pipeline.RunOutput;
import dev.sluice.pipeline.RunProgress;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.pipeline.Stages;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Runs pipelines as Camel routes: one context a run, closed with it. */
public final class CamelPipelineRunner implements PipelineRunner {

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
    public RunResult run(RunRequest request, RunListener listener, RunOutput output) {
        RunListener calledOnceAtATime = listener.oneAtATime();
        if (request.isScheduled() && request.problems().isEmpty()) {
            return runScheduled(request, calledOnceAtATime, output);
        }
        RunResult result = runOnce(request, calledOnceAtATime, output);
        output.over(result);
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

    private RunResult runScheduled(RunRequest request, RunListener listener, RunOutput output) {
        var last = new AtomicReference<>(new RunProgress(request, clock).succeeded());
        var completed = new AtomicBoolean();
        Runnable run = () -> {
            try {
                RunResult result = runOnce(request, listener, output);
                // To be told to stop is how a schedule ends: the run before, which saw everything, has its last word.
                if (completed.get() && stop.getCount() == 0 && wasCutOffUnchanged(result)) {
                    return;
                }
                completed.set(true);
                // Until the next run is over, nobody needs the objects of this one.
                last.set(result.withoutRendered());
                output.over(result);
            } catch (RuntimeException | Error bug) {
                listener.on(new RunEvent.Warning("sluice", "this run ended by a bug in Sluice: " + stackOf(bug)));
            }
        };
        try {
            Schedule.run(request, run, stop, this::cancel);
        } catch (RunFailure failure) {
            last.set(new RunProgress(request, clock).failed(failure));
            output.over(last.get());
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

    private RunResult runOnce(RunRequest request, RunListener listener, RunOutput output) {
        var progress = new RunProgress(request, clock);
        Instant deadline = clock.instant().plus(request.timeout());
        var cancel = new CancelSignal(clock, deadline);
        current.add(cancel);
        if (stop.getCount() == 0) {
            cancel.cancel("told to stop");
        }
        try {
            refuse(request.problems());
            return request.hasSeveralRoots()
                    ? carryOutRoots(request, listener, cancel, output)
                    : carryOut(request, listener, cancel, output);
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

    private RunResult carryOut(RunRequest request, RunListener listener, CancelSignal cancel, RunOutput output) {
        var progress = new RunProgress(request, clock);
        try (var stages = Stages.of(request, listener, cancel, clock, progress, output.manifests());
                var context = QuietContext.create()) {
            var templates = new RunTemplates(request);
            context.getManagementStrategy().addEventNotifier(new StepEvents(exchange -> listener, clock));
            context.addRoutes(new StageRoutes(stages, request.retries(), () -> !cancel.isCancelled()));
            templates.start(context);
            send(context, RunTemplates.RUN, request, templates);
            return progress.succeeded();
        } catch (RunFailure failure) {
            return progress.failed(failure);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RunResult carryOutRoots(RunRequest request, RunListener listener, CancelSignal cancel, RunOutput output) {
        boolean interrupted = false;
        try (var roots = RootRuns.of(request, listener, cancel, clock, output);
                var context = QuietContext.create()) {
            var templates = new RunTemplates(request);
            context.getManagementStrategy()
                    .addEventNotifier(new StepEvents(
                            exchange -> RootRoutes.rootOf(exchange).listener(), clock));
            var fanOut = new RootRoutes(roots, request, templates::explained);
            context.addRoutes(fanOut);
            context.addRoutes(new StageRoutes(
                    exchange -> RootRoutes.rootOf(exchange).stages(),
                    request.retries(),
                    failure -> !cancel.isCancelled() && fanOut.isHopeful(failure)));
            templates.start(context);
            interrupted = isInterrupted(context, roots.pending(), templates, cancel);
            return roots.result();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (interrupted) {
                // Not before the context is closed: it would not let its threads come to their end.
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void send(CamelContext context, String endpoint, Object body, RunTemplates templates)
            throws Exception {
        try (var producer = context.createProducerTemplate()) {
            requireAnswered(producer.send(endpoint, message(body)), templates);
        }
    }

    /**
     * Sends roots and waits for them. To interrupt this thread is to cancel the run: its roots are in other threads, and are
     * waited for all the same.
     */
    private static boolean isInterrupted(
            CamelContext context, List<String> roots, RunTemplates templates, CancelSignal cancel) throws Exception {
        boolean interrupted = false;
        try (var producer = context.createProducerTemplate()) {
            CompletableFuture<Exchange> answer = producer.asyncSend(RunTemplates.ROOTS, message(roots));
            while (!answer.isDone()) {
                try {
                    answer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel.cancel("interrupted");
                }
            }
            requireAnswered(answer.join(), templates);
            return interrupted;
        }
    }

    private static Processor message(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    private static void requireAnswered(Exchange answer, RunTemplates templates) throws Exception {
        if (answer.getException() != null) {
            throw templates.explained(answer.getException());
        }
    }
}
