package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cluster.kubernetes.ApiCall.Verb;
import dev.sluice.cluster.kubernetes.RootLease.Acquired;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has the Lease of a root, and how a run gets and loses it. */
class RootLeaseTest {

    private static final ObjectId ROOT = InventoryObjectTest.kustomization("flux-system");
    private static final Path PROC = Path.of("/proc");
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/flux-system/leases";
    private static final String LEASE = LEASES + "/sluice-kustomization-flux-system";

    private final MemoryApi api = new MemoryApi("flux-system");
    private final StateApi leases =
            new StateApi(api, new Resource("coordination.k8s.io", "v1", "Lease", "leases", true, Set.of()));
    private final TestTime time = new TestTime();
    private final CancelSignal cancel = new CancelSignal(time, Instant.MAX);
    private final Path proc;

    RootLeaseTest(@TempDir Path proc) {
        this.proc = proc;
    }

    private Acquired acquire(String identity, int seconds) {
        return new RootLease(leases, "flux-system", time, time, proc)
                .acquire(ROOT, identity, Duration.ofSeconds(seconds), cancel);
    }

    private HeldLease held(Acquired acquired) {
        return new HeldLease(leases, acquired, cancel, time, time);
    }

    private String holder() {
        return api.object(LEASE).at("/spec/holderIdentity").asText();
    }

    private void pass(int seconds) {
        time.pass(Duration.ofSeconds(seconds));
    }

    private String cancelled() {
        try {
            cancel.check();
            return "";
        } catch (TimedOut e) {
            return e.getMessage();
        }
    }

    @Test
    void saysWhoHoldsItAndSinceWhen() {
        acquire("me", 0);

        assertThat(api.object(LEASE).path("spec").toString())
                .isEqualTo("{\"holderIdentity\":\"me\",\"leaseDurationSeconds\":30,"
                        + "\"acquireTime\":\"2026-01-01T00:00:00.000000Z\",\"renewTime\":\"2026-01-01T00:00:00.000000Z\","
                        + "\"leaseTransitions\":0}");
    }

    @Test
    void isMadeWithItsNamespace() {
        api.remove("/api/v1/namespaces/flux-system");

        acquire("me", 0);

        assertThat(api.paths()).containsExactly("/api/v1/namespaces/flux-system", LEASE);
    }

    @Test
    void isHadByARunThatWaitsForTheOther() {
        HeldLease other = held(acquire("other", 0));
        time.meanwhile(now -> {
            if (now.toSeconds() == 5) {
                other.close();
            }
        });

        acquire("me", 60);

        assertThat(holder()).isEqualTo("me");
        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    }

    @Test
    void isRefusedWhenThePatienceIsOver() {
        HeldLease other = held(acquire("other", 0));
        time.meanwhile(now -> other.renewIfDue());

        assertThatThrownBy(() -> acquire("me", 60))
                .isInstanceOfSatisfying(Rejected.class, refusal -> assertThat(refusal.hint())
                        .contains("wait for it, or end it; after 30s without a sign of life its place is taken"))
                .hasMessage("Lease/flux-system/sluice-kustomization-flux-system: another run is on: other since"
                        + " 2026-01-01T00:00:00Z, last heard of at 2026-01-01T00:01:00Z (waited 60s)");
    }

    @Test
    void isTakenOverWhenItDidNotMove() {
        acquire("other", 0);

        acquire("me", 60);

        assertThat(holder()).isEqualTo("me");
        assertThat(api.object(LEASE).at("/spec/leaseTransitions").asInt()).isEqualTo(1);
        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
    }

    @Test
    void isNotTakenOverForWhatClocksSay() {
        acquire("other", 0);
        time.jump(Duration.ofDays(1));

        assertThatThrownBy(() -> acquire("me", 0)).isInstanceOf(Rejected.class);
    }

    @Test
    void isNotTakenOverWhileItMoves() {
        HeldLease other = held(acquire("other", 0));
        time.meanwhile(now -> other.renewIfDue());

        assertThatThrownBy(() -> acquire("me", 600)).isInstanceOf(Rejected.class);
        assertThat(holder()).isEqualTo("other");
    }

    @Test
    void isTakenOverAtOnceWhenItsHolderIsDead() throws Exception {
        assumeTrue(Holder.ofThisProcess(PROC).isPresent(), "not Linux");
        Holder me = Holder.ofThisProcess(PROC).orElseThrow();
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        acquire("other", 0);
        var dead = new Holder(me.machine(), me.user(), String.valueOf(process.pid()), me.start());
        api.edit(LEASE, lease -> lease.withObject("/metadata/annotations").put("sluice.dev/process", dead.text()));

        new RootLease(leases, "flux-system", time, time, PROC).acquire(ROOT, "me", Duration.ZERO, cancel);

        assertThat(holder()).isEqualTo("me");
        assertThat(LeaseObject.process(api.object(LEASE))).contains(me);
    }

    @Test
    void isNotTakenOverWhileItsHolderLives() {
        var mine = new RootLease(leases, "flux-system", time, time, PROC);
        mine.acquire(ROOT, "other", Duration.ZERO, cancel);

        assertThatThrownBy(() -> mine.acquire(ROOT, "me", Duration.ZERO, cancel))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void isFreeWhereNobodyHoldsIt() {
        acquire("other", 0);
        api.edit(LEASE, lease -> lease.withObject("/spec").remove("holderIdentity"));

        acquire("me", 0);

        assertThat(holder()).isEqualTo("me");
    }

    @Test
    void isKnownAsItsOwnWhenTheAnswerWasLost() {
        api.losingAnswers();

        acquire("me", 0);

        assertThat(holder()).isEqualTo("me");
    }

    @Test
    void isKnownAsItsOwnWhenTheAnswerToTakingItOverWasLost() {
        acquire("other", 0);
        api.losingAnswers();

        acquire("me", 60);

        assertThat(holder()).isEqualTo("me");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isHadByOneOfManyThatComeTogether(boolean isThere) throws Exception {
        if (isThere) {
            acquire("other", 0);
            api.edit(LEASE, lease -> lease.withObject("/spec").put("holderIdentity", ""));
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
                    return new RootLease(leases, "flux-system", own, own, proc)
                            .acquire(ROOT, identity, Duration.ZERO, CancelSignal.never());
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
        acquire("other", 0);
        time.meanwhile(now -> cancel.cancel("SIGTERM"));

        assertThatThrownBy(() -> acquire("me", 60)).isInstanceOf(TimedOut.class).hasMessage("run cancelled: SIGTERM");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void anInterruptedRunDoesNotWaitForIt() {
        acquire("other", 0);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> acquire("me", 60)).isInstanceOf(TimedOut.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void saysWhichRightIsMissing() {
        api.refusing(Verb.GET, LEASE, 403, "Forbidden", "cannot get");

        assertThatThrownBy(() -> acquire("me", 60))
                .isInstanceOfSatisfying(Rejected.class, refusal -> assertThat(refusal.hint())
                        .contains("the run needs the right to get leases.coordination.k8s.io in the namespace"
                                + " flux-system: it keeps its state there"))
                .hasMessage("Lease/flux-system/sluice-kustomization-flux-system: cannot get");
    }

    @Test
    void isRenewedEveryTenSeconds() {
        HeldLease lease = held(acquire("me", 0));
        var renewals = new ArrayList<String>();
        for (int second = 1; second <= 30; second++) {
            pass(1);
            lease.renewIfDue();
            renewals.add(api.object(LEASE).at("/spec/renewTime").asText().substring(17, 19));
        }

        assertThat(renewals.stream().distinct()).containsExactly("00", "10", "20", "30");
    }

    @Test
    void isRenewedAtOnceWhenTheMachineHasSlept() {
        HeldLease lease = held(acquire("me", 0));
        time.jump(Duration.ofHours(1));

        lease.renewIfDue();

        assertThat(api.object(LEASE).at("/spec/renewTime").asText()).isEqualTo("2026-01-01T01:00:00.000000Z");
        assertThat(cancelled()).isEmpty();
    }

    @Test
    void staysItsOwnWhenSomebodyLabelsIt() {
        HeldLease lease = held(acquire("me", 0));
        api.edit(LEASE, object -> object.withObject("/metadata/labels").put("team", "shop"));

        pass(10);
        lease.renewIfDue();

        assertThat(api.object(LEASE).at("/spec/renewTime").asText()).isEqualTo("2026-01-01T00:00:10.000000Z");
        assertThat(api.object(LEASE).at("/metadata/labels/team").asText()).isEqualTo("shop");
    }

    @Test
    void isMadeAgainWhenSomebodyDeletesIt() {
        HeldLease lease = held(acquire("me", 0));
        api.remove(LEASE);

        pass(10);
        lease.renewIfDue();
        pass(10);
        lease.renewIfDue();

        assertThat(holder()).isEqualTo("me");
        assertThat(cancelled()).isEmpty();
    }

    @Test
    void endsTheRunWhenItIsAnothers() {
        HeldLease lease = held(acquire("me", 0));
        api.edit(LEASE, object -> object.withObject("/spec").put("holderIdentity", "other"));

        pass(10);
        lease.renewIfDue();

        assertThat(cancelled())
                .isEqualTo("run cancelled: the run's Lease was lost: Lease/flux-system/sluice-kustomization-flux-system"
                        + " is held by other since 2026-01-01T00:00:00Z");
    }

    @Test
    void endsTheRunBeforeAnotherCanHaveIt() {
        HeldLease lease = held(acquire("me", 0));
        api.answering(call -> {
            throw new TransientFailure("host", "no route");
        });
        String before = "";
        for (int second = 1; second <= 25; second++) {
            before = cancelled();
            pass(1);
            lease.renewIfDue();
            lease.guard();
        }

        assertThat(List.of(before, cancelled()))
                .containsExactly(
                        "", "run cancelled: the run's Lease was lost: it could not be renewed for 25s: host: no route");
    }

    @Test
    void isTriedAgainSoonWhenARenewalFails() {
        HeldLease lease = held(acquire("me", 0));
        var failures = new ArrayList<>(List.of(1, 2));
        api.answering(call -> failures.isEmpty()
                ? Optional.empty()
                : Optional.of(MemoryApi.status(500 + failures.remove(0), "", "etcd is away")));
        for (int second = 1; second <= 40; second++) {
            pass(1);
            lease.renewIfDue();
            lease.guard();
        }

        assertThat(cancelled()).isEmpty();
    }

    @Test
    void isGoneAtTheEnd() {
        HeldLease lease = held(acquire("me", 0));

        lease.close();
        lease.close();

        assertThat(api.paths()).containsExactly("/api/v1/namespaces/flux-system");
    }

    @Test
    void isGoneAtTheEndAlsoWhenSomebodyHasLabelledIt() {
        HeldLease lease = held(acquire("me", 0));
        api.edit(LEASE, object -> object.withObject("/metadata/labels").put("team", "shop"));

        lease.close();

        assertThat(api.paths()).containsExactly("/api/v1/namespaces/flux-system");
    }

    @Test
    void anothersIsNotDeleted() {
        HeldLease lease = held(acquire("me", 0));
        api.edit(LEASE, object -> object.withObject("/spec").put("holderIdentity", "other"));

        lease.close();

        assertThat(holder()).isEqualTo("other");
    }

    @Test
    void aRunThatCannotDeleteItEndsAllTheSame() {
        HeldLease lease = held(acquire("me", 0));
        api.answering(call -> {
            throw new TransientFailure("host", "no route");
        });

        lease.close();

        assertThat(api.calls()).contains("DELETE " + LEASE);
    }

    @Test
    void isNotRenewedAfterTheEnd() {
        HeldLease lease = held(acquire("me", 0));
        lease.close();
        api.calls();

        pass(60);
        lease.renewIfDue();
        lease.guard();

        assertThat(api.calls()).isEmpty();
        assertThat(cancelled()).isEmpty();
    }
}
