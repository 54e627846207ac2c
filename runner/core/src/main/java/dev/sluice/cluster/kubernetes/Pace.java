package dev.sluice.cluster.kubernetes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time as it passes here, whatever is done to the wall clock, and the waiting for it. */
interface Pace {

    /** How much has passed since some moment. */
    Duration elapsed();

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException;

    /** The machine's. */
    static Pace ofMachine() {
        return new Pace() {
            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            }
        };
    }
}
