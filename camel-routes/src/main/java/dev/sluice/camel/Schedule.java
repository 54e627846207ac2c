package dev.sluice.camel;

import dev.sluice.pipeline.RunRequest;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Starts a run again and again, never two at once, until it is told to stop. */
final class Schedule extends RouteBuilder {

    private final String uri;
    private final Runnable run;

    private Schedule(String uri, Runnable run) {
        this.uri = uri;
        this.run = run;
    }

    /** Blocks until {@code stop} is counted down and the run under way, if any, is over. */
    static void run(RunRequest request, Runnable run, CountDownLatch stop) throws Exception {
        try (var context = new DefaultCamelContext()) {
            context.getShutdownStrategy().setTimeout(request.grace().toSeconds() + 1);
            context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
            context.addRoutes(new Schedule(uri(request), run));
            context.start();
            stop.await();
        }
    }

    private static String uri(RunRequest request) {
        return request.cron()
                .map(cron -> "quartz:sluice?stateful=true&cron=" + cron.replace(' ', '+'))
                .orElseGet(() -> "timer:sluice?delay=0&period="
                        + request.every().orElseThrow().toMillis());
    }

    @Override
    public void configure() {
        from(uri).routeId("schedule").process(exchange -> run.run());
    }
}
