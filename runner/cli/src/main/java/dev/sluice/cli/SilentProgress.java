package dev.sluice.cli;

import dev.sluice.event.RunEvent;

/** Shows nothing. */
final class SilentProgress implements Progress {

    @Override
    public void on(RunEvent event) {}

    @Override
    public void clear() {}

    @Override
    public void close() {}
}
