package dev.sluice.camel;

import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import dev.sluice.pipeline.RootRun;
import dev.sluice.pipeline.RootRuns;
import dev.sluice.pipeline.RunRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route {@code direct:root}: takes the name of a root, sends the request through the command's template for it, and
 * keeps what it came to. A failure is that of the root, and goes no further; a bug does.
 */
final class RootRoutes extends RouteBuilder {

    /** What an exchange knows of itself, wherever a template sends it. */
    private static final String ROOT = "sluice.root";

    /** The threads in which roots wait for the work of theirs to be done; templates name them. */
    private static final String THREADS = "roots";

    private final RootRuns roots;
    private final RunRequest request;
    private final UnaryOperator<Exception> explained;
    /** What a root has tried for as long as there was hope: the others need not wait for it, too. */
    private final Set<String> hopeless = ConcurrentHashMap.newKeySet();

    /** @param explained the failure that an exception of Camel's stands for */
    RootRoutes(RootRuns roots, RunRequest request, UnaryOperator<Exception> explained) {
        this.roots = roots;
        this.request = request;
        this.explained = explained;
    }

    @Override
    public void configure() {
        getContext()
                .getRegistry()
                .bind(
                        THREADS,
                        getContext()
                                .getExecutorServiceManager()
                                .newFixedThreadPool(this, "sluice-roots", roots.atOnce()));
        from("direct:root")
                .routeId("root")
                .errorHandler(noErrorHandler())
                .doTry()
                .process(this::begin)
                .to(RunTemplates.RUN)
                .process(this::succeeded)
                .doCatch(Exception.class)
                .process(this::failed)
                .end();
    }

    /** The root that an exchange is about. */
    static RootRun rootOf(Exchange exchange) {
        RootRun root = exchange.getProperty(ROOT, RootRun.class);
        if (root == null) {
            throw new IllegalStateException("an exchange of no root: a template has lost its properties");
        }
        return root;
    }

    /** Whether no root has given up after this failure yet. */
    boolean isHopeful(TransientFailure failure) {
        return !hopeless.contains(failure.getMessage());
    }

    private void begin(Exchange exchange) {
        RootRun root = roots.root(exchange.getMessage().getBody(String.class));
        exchange.setProperty(ROOT, root);
        exchange.getMessage().setBody(request);
        root.begin();
    }

    private void succeeded(Exchange exchange) {
        RootRun root = rootOf(exchange);
        root.succeeded();
        // What was rendered would stay in memory until every root is done.
        exchange.getMessage().setBody(root.name());
    }

    private void failed(Exchange exchange) throws Exception {
        Exception failure = explained.apply(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        if (!(failure instanceof RunFailure known)) {
            throw failure;
        }
        if (known instanceof TransientFailure && known.getMessage() != null) {
            hopeless.add(known.getMessage());
        }
        RootRun root = rootOf(exchange);
        root.failed(known);
        exchange.getMessage().setBody(root.name());
    }
}
