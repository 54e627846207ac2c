package dev.sluice.camel;

import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel as a part of another program: what it does is told by the run's events, not by a log of its own. */
final class QuietContext {

    private QuietContext() {}

    static DefaultCamelContext create() {
        var context = new DefaultCamelContext();
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.getShutdownStrategy().setShutdownNowOnTimeout(true);
        return context;
    }
}
