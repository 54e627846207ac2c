package dev.sluice.camel;

import dev.sluice.pipeline.RunRequest;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;

/** Starts a run again and again, never two at once, until it is told to stop. */
final class Schedule extends RouteBuilder {

    private final String uri;
    private final Runnable run;

    private Schedule(String uri, Runnable run) {
        this.uri = uri;
        this.run = run;
    }

    /**
     * Blocks until {@code stop} is counted down and the run under way, if any, is over.
     *
     * @param cancel tells the run under way to stop where this thread is interrupted
     */
    static void run(RunRequest request, Runnable run, CountDownLatch stop, Runnable cancel) {
        String uri = uri(request);
        boolean interrupted;
        try (var context = QuietContext.create()) {
            context.getShutdownStrategy().setTimeout(request.grace().toSeconds() + 1);
            context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
            context.addRoutes(new Schedule(uri, run));
            context.start();
            interrupted = isInterrupted(stop);
            if (interrupted) {
                cancel.run();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (interrupted) {
            // Not before the context is closed: an interrupted thread would not wait for the run under way.
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isInterrupted(CountDownLatch stop) {
        try {
            stop.await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static String uri(RunRequest request) {
        return request.cron()
                .map(cron -> "quartz:sluice?stateful=true&cron="
                        + CronExpressions.quartz(cron).replace(' ', '+'))
                .orElseGet(() -> "timer:sluice?delay=0&period="
                        + request.every().orElseThrow().toMillis());
    }

    @Override
    public void configure() {
        from(uri).routeId("schedule").process(exchange -> run.run());
    }
}
