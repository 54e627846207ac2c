package dev.sluice.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A rule of a gate that stops a run at a point between two of its writes: nothing after it arrives until it is opened. */
final class WriteBarrier implements ApiGate.Rule {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AtomicInteger left;
    private final boolean lastOneArrives;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    private WriteBarrier(int writes, boolean lastOneArrives) {
        this.left = new AtomicInteger(writes);
        this.lastOneArrives = lastOneArrives;
    }

    /** Lets so many writes through; the next one waits before it arrives. */
    static WriteBarrier after(int writes) {
        return new WriteBarrier(writes, false);
    }

    /** Lets so many writes through, and the next one, too: but what was answered to that one is never heard of. */
    static WriteBarrier unansweredAfter(int writes) {
        return new WriteBarrier(writes, true);
    }

    @Override
    public void treat(ApiGate.Passage passage) throws IOException, InterruptedException {
        int before = passage.writes() ? left.getAndDecrement() : Integer.MAX_VALUE;
        if (before > 0) {
            passage.pass();
            return;
        }
        if (before == 0 && lastOneArrives) {
            passage.passUnanswered();
            reached.countDown();
            opened.await();
            return;
        }
        reached.countDown();
        opened.await();
        passage.pass();
    }

    /**
     * Waits until the run is at the point.
     *
     * @param end how the run ended; empty while it is on
     */
    void awaitRun(Supplier<Optional<String>> end) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.await(50, TimeUnit.MILLISECONDS)) {
            assertThat(end.get())
                    .describedAs("how the run ended before the point")
                    .isEmpty();
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    /** Lets the run go on. */
    void open() {
        opened.countDown();
    }
}
