package dev.sluice.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * The configuration of {@code java.util.logging}, by {@value #PROPERTY}: nothing is logged. What a user must know comes as
 * an event or in the report; what libraries log is for whoever repairs this code, who names a configuration file instead
 * ({@code SLUICE_JAVA_OPTS=-Djava.util.logging.config.file=…}).
 */
public final class SilentLogging {

    static final String PROPERTY = "java.util.logging.config.class";

    /** Called by the JDK when something logs for the first time. */
    public SilentLogging() throws IOException {
        var nothing = new ByteArrayInputStream(".level=OFF\n".getBytes(StandardCharsets.US_ASCII));
        LogManager.getLogManager().readConfiguration(nothing);
    }
}
