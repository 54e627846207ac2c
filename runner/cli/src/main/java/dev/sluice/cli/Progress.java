package dev.sluice.cli;

import dev.sluice.event.RunListener;

/** What a person sees of a run while it goes on. */
interface Progress extends RunListener, AutoCloseable {

    /** Makes room for other text: takes away what is drawn over itself. */
    void clear();

    @Override
    void close();
}
