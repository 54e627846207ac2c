package dev.sluice.tests.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The wall clock of a machine that sleeps now and then. */
final class SkippingClock extends Clock {

    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

    void skip(Duration time) {
        skipped.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(skipped.get());
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
