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

    /** Blocks until {@code stop} is counted down and the run under way, if any, is over. */
    static void run(RunRequest request, Runnable run, CountDownLatch stop) {
        String uri = uri(request);
        try (var context = QuietContext.create()) {
            context.getShutdownStrategy().setTimeout(request.grace().toSeconds() + 1);
            context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
            context.addRoutes(new Schedule(uri, run));
            context.start();
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
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
