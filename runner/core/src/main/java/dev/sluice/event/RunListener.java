package dev.sluice.event;

/** Who wants to know what a run does while it works. Called from several threads, one call at a time. */
@FunctionalInterface
public interface RunListener {

    /** A listener that hears nothing. */
    RunListener NONE = event -> {};

    void on(RunEvent event);
}
