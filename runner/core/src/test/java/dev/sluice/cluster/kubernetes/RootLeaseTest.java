package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cluster.kubernetes.ApiCall.Verb;
import dev.sluice.cluster.kubernetes.RootLease.Acquired;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets the Lease of a root, and when. */
class RootLeaseTest {

    private static final Path PROC = Path.of("/proc");

    private final LeaseScene scene;

    RootLeaseTest(@TempDir Path proc) {
        scene = new LeaseScene(proc);
    }

    @Test
    void saysWhoHoldsItAndSinceWhen() {
        scene.acquire("me", 0);

        assertThat(scene.api.object(LeaseScene.LEASE).path("spec").toString())
                .isEqualTo("{\"holderIdentity\":\"me\",\"leaseDurationSeconds\":30,"
                        + "\"acquireTime\":\"2026-01-01T00:00:00.000000Z\",\"renewTime\":\"2026-01-01T00:00:00.000000Z\","
                        + "\"leaseTransitions\":0}");
    }

    @Test
    void isMadeWithItsNamespace() {
        scene.api.remove("/api/v1/namespaces/flux-system");

        scene.acquire("me", 0);

        assertThat(scene.api.paths()).containsExactly("/api/v1/namespaces/flux-system", LeaseScene.LEASE);
    }

    @Test
    void isHadByARunThatWaitsForTheOther() {
        HeldLease other = scene.held(scene.acquire("other", 0));
        scene.time.meanwhile(now -> {
            if (now.toSeconds() == 5) {
                other.close();
            }
        });

        scene.acquire("me", 60);

        assertThat(scene.holder()).isEqualTo("me");
        assertThat(scene.time.elapsed()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    }

    @Test
    void isRefusedWhenThePatienceIsOver() {
        HeldLease other = scene.held(scene.acquire("other", 0));
        scene.time.meanwhile(now -> other.renewIfDue());

        assertThatThrownBy(() -> scene.acquire("me", 60))
                .isInstanceOfSatisfying(Rejected.class, refusal -> assertThat(refusal.hint())
                        .contains("wait for it, or end it; after 30s without a sign of life its place is taken"))
                .hasMessage("Lease/flux-system/sluice-kustomization-flux-system: another run is on: other since"
                        + " 2026-01-01T00:00:00Z, last heard of at 2026-01-01T00:01:00Z (waited 60s)");
    }

    @Test
    void isTakenOverWhenItDidNotMove() {
        scene.acquire("other", 0);

        scene.acquire("me", 60);

        assertThat(scene.holder()).isEqualTo("me");
        assertThat(scene.api
                        .object(LeaseScene.LEASE)
                        .at("/spec/leaseTransitions")
                        .asInt())
                .isEqualTo(1);
        assertThat(scene.time.elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
    }

    @Test
    void isNotTakenOverForWhatClocksSay() {
        scene.acquire("other", 0);
        scene.time.jump(Duration.ofDays(1));

        assertThatThrownBy(() -> scene.acquire("me", 0)).isInstanceOf(Rejected.class);
    }

    @Test
    void isNotTakenOverWhileItMoves() {
        HeldLease other = scene.held(scene.acquire("other", 0));
        scene.time.meanwhile(now -> other.renewIfDue());

        assertThatThrownBy(() -> scene.acquire("me", 600)).isInstanceOf(Rejected.class);
        assertThat(scene.holder()).isEqualTo("other");
    }

    @Test
    void isTakenOverAtOnceWhenItsHolderIsDead() throws Exception {
        assumeTrue(Holder.ofThisProcess(PROC).isPresent(), "not Linux");
        Holder me = Holder.ofThisProcess(PROC).orElseThrow();
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        scene.acquire("other", 0);
        var dead = new Holder(me.machine(), me.user(), String.valueOf(process.pid()), me.start());
        scene.api.edit(LeaseScene.LEASE, lease -> lease.withObject("/metadata/annotations")
                .put("sluice.dev/process", dead.text()));

        new RootLease(scene.leases, "flux-system", scene.time, scene.time, PROC)
                .acquire(LeaseScene.ROOT, "me", Duration.ZERO, scene.cancel);

        assertThat(scene.holder()).isEqualTo("me");
        assertThat(LeaseObject.process(scene.api.object(LeaseScene.LEASE))).contains(me);
    }

    @Test
    void isNotTakenOverWhileItsHolderLives() {
        var mine = new RootLease(scene.leases, "flux-system", scene.time, scene.time, PROC);
        mine.acquire(LeaseScene.ROOT, "other", Duration.ZERO, scene.cancel);

        assertThatThrownBy(() -> mine.acquire(LeaseScene.ROOT, "me", Duration.ZERO, scene.cancel))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void isFreeWhereNobodyHoldsIt() {
        scene.acquire("other", 0);
        scene.api.edit(LeaseScene.LEASE, lease -> lease.withObject("/spec").remove("holderIdentity"));

        scene.acquire("me", 0);

        assertThat(scene.holder()).isEqualTo("me");
    }

    @Test
    void isKnownAsItsOwnWhenTheAnswerWasLost() {
        scene.api.losingAnswers();

        scene.acquire("me", 0);

        assertThat(scene.holder()).isEqualTo("me");
    }

    @Test
    void isKnownAsItsOwnWhenTheAnswerToTakingItOverWasLost() {
        scene.acquire("other", 0);
        scene.api.losingAnswers();

        scene.acquire("me", 60);

        assertThat(scene.holder()).isEqualTo("me");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isHadByOneOfManyThatComeTogether(boolean isThere) throws Exception {
        if (isThere) {
            scene.acquire("other", 0);
            scene.api.edit(LeaseScene.LEASE, lease -> lease.withObject("/spec").put("holderIdentity", ""));
        }
        int runs = 8;
        var together = new CyclicBarrier(runs);
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        try {
            var all = new ArrayList<Future<Acquired>>();
            for (int i = 0; i < runs; i++) {
                String identity = "run-" + i;
                all.add(threads.submit(() -> {
                    var own = new TestTime();
                    together.await();
                    return new RootLease(scene.leases, "flux-system", own, own, scene.proc)
                            .acquire(LeaseScene.ROOT, identity, Duration.ZERO, CancelSignal.never());
                }));
            }
            long refused = all.stream().filter(RootLeaseTest::isRefused).count();

            assertThat(refused).isEqualTo(runs - 1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isRefused(Future<?> run) {
        try {
            run.get();
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return e.getCause() instanceof Rejected;
        }
    }

    @Test
    void aCancelledRunDoesNotWaitForIt() {
        scene.acquire("other", 0);
        scene.time.meanwhile(now -> scene.cancel.cancel("SIGTERM"));

        assertThatThrownBy(() -> scene.acquire("me", 60))
                .isInstanceOf(TimedOut.class)
                .hasMessage("run cancelled: SIGTERM");
        assertThat(scene.time.elapsed()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void anInterruptedRunDoesNotWaitForIt() {
        scene.acquire("other", 0);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> scene.acquire("me", 60)).isInstanceOf(TimedOut.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void saysWhichRightIsMissing() {
        scene.api.refusing(Verb.GET, LeaseScene.LEASE, 403, "Forbidden", "cannot get");

        assertThatThrownBy(() -> scene.acquire("me", 60))
                .isInstanceOfSatisfying(Rejected.class, refusal -> assertThat(refusal.hint())
                        .contains("the run needs the right to get leases.coordination.k8s.io in the namespace"
                                + " flux-system: it keeps its state there"))
                .hasMessage("Lease/flux-system/sluice-kustomization-flux-system: cannot get");
    }
}
