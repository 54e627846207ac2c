package dev.sluice.tests.cluster;

import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A process that holds the Lease of a root until it is killed, and says so when it has it. */
final class HoldingRun {

    static final String HELD = "held";

    private HoldingRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        Cluster cluster = StateScene.open(Path.of(arguments[0]), arguments[1], CancelSignal.never(), Clock.systemUTC());
        cluster.state().lock(StateScene.root(arguments[1]), Duration.ZERO, CancelSignal.never());
        System.out.println(HELD);
        Thread.currentThread().join();
    }
}
