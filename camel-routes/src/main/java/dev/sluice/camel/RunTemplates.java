package dev.sluice.camel;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.pipeline.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The route templates of a run: those of Sluice, or those of a file of the user's own. */
final class RunTemplates {

    /** Takes the run's request. */
    static final String RUN = "direct:run";

    /** Takes the names of several roots. */
    static final String ROOTS = "direct:roots";

    private static final String FAN_OUT = "roots";
    private static final String SHIPPED = "classpath:dev/sluice/templates/";

    private final RunRequest request;
    private final Optional<Path> own;

    RunTemplates(RunRequest request) {
        this.request = request;
        this.own = request.template();
    }

    /** Adds the routes of the request's command, and, where it has several roots, the one that sends each of them there. */
    void start(ModelCamelContext context) throws Exception {
        String command = request.command().word();
        if (own.isEmpty()) {
            load(context, shipped(command));
            add(context, command);
        } else {
            try {
                load(context, "file:" + request.directory().resolve(own.get()));
                add(context, command);
            } catch (Exception e) {
                throw refused(own.get(), e);
            }
        }
        if (request.hasSeveralRoots()) {
            if (context.getRouteTemplateDefinition(FAN_OUT) == null) {
                load(context, shipped(FAN_OUT));
            }
            add(context, FAN_OUT);
        }
        context.start();
    }

    private static String shipped(String template) {
        return SHIPPED + template + ".camel.yaml";
    }

    private static void load(CamelContext context, String location) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveMandatoryResource(context, location));
    }

    private static void add(CamelContext context, String template) throws Exception {
        // A route and a step cannot have the same id, and some commands are called like a stage.
        TemplatedRouteBuilder.builder(context, template)
                .routeId("run-" + template)
                .add();
    }

    /** Stages throw no exceptions of Camel's: it is the user's order of them that it does not like. */
    Exception explained(Exception failure) {
        boolean isCamels = failure.getClass().getName().startsWith("org.apache.camel.");
        return own.isPresent() && isCamels ? refused(own.get(), failure) : failure;
    }

    /** A template of the user's own is the user's to mend. */
    private static InvalidInput refused(Path template, Exception why) {
        // The number of an exchange, and what Camel says behind it once more, would make one mistake as many as there
        // are roots.
        String what = String.valueOf(why.getMessage()).replaceFirst("(?s)\\. Exchange\\[.*", "");
        return new InvalidInput(
                List.of(new Problem(
                        template.toString(),
                        what,
                        "a template takes the stages in their order; the templates of Sluice show it")),
                why);
    }
}
