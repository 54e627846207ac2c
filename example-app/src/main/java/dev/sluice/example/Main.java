package dev.sluice.example;

import static java.lang.System.Logger.Level.INFO;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;

/** Starts the web service and stops it on SIGTERM. */
public final class Main {

    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        String version = requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        WebServer server = WebServer.start(Settings.from(System.getenv()), version);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        LOG.log(INFO, "version {0} listens on port {1,number,#}", version, server.port());
    }
}
