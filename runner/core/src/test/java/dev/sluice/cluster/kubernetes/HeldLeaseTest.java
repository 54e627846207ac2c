package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.TransientFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does with the Lease that it has, and what it does without. */
class HeldLeaseTest {

    private final LeaseScene scene;

    HeldLeaseTest(@TempDir Path proc) {
        scene = new LeaseScene(proc);
    }

    @Test
    void isRenewedEveryTenSeconds() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        var renewals = new ArrayList<String>();
        for (int second = 1; second <= 30; second++) {
            scene.pass(1);
            lease.renewIfDue();
            renewals.add(scene.api
                    .object(LeaseScene.LEASE)
                    .at("/spec/renewTime")
                    .asText()
                    .substring(17, 19));
        }

        assertThat(renewals.stream().distinct()).containsExactly("00", "10", "20", "30");
    }

    @Test
    void isRenewedAtOnceWhenTheMachineHasSlept() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.time.jump(Duration.ofHours(1));

        lease.renewIfDue();

        assertThat(scene.api.object(LeaseScene.LEASE).at("/spec/renewTime").asText())
                .isEqualTo("2026-01-01T01:00:00.000000Z");
        assertThat(scene.cancelled()).isEmpty();
    }

    @Test
    void staysItsOwnWhenSomebodyLabelsIt() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.api.edit(LeaseScene.LEASE, object -> object.withObject("/metadata/labels")
                .put("team", "shop"));

        scene.pass(10);
        lease.renewIfDue();

        assertThat(scene.api.object(LeaseScene.LEASE).at("/spec/renewTime").asText())
                .isEqualTo("2026-01-01T00:00:10.000000Z");
        assertThat(scene.api
                        .object(LeaseScene.LEASE)
                        .at("/metadata/labels/team")
                        .asText())
                .isEqualTo("shop");
    }

    /** Another run may have come and gone since then. */
    @Test
    void endsTheRunWhenSomebodyDeletesIt() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.api.remove(LeaseScene.LEASE);

        scene.pass(10);
        lease.renewIfDue();

        assertThat(scene.cancelled())
                .isEqualTo("run cancelled: the run's Lease was lost: Lease/flux-system/sluice-kustomization-flux-system"
                        + " was deleted");
    }

    @Test
    void endsTheRunWhenItIsAnothers() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.api.edit(LeaseScene.LEASE, object -> object.withObject("/spec").put("holderIdentity", "other"));

        scene.pass(10);
        lease.renewIfDue();

        assertThat(scene.cancelled())
                .isEqualTo("run cancelled: the run's Lease was lost: Lease/flux-system/sluice-kustomization-flux-system"
                        + " is held by other since 2026-01-01T00:00:00Z");
    }

    @Test
    void endsTheRunBeforeAnotherCanHaveIt() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.api.answering(call -> {
            throw new TransientFailure("host", "no route");
        });
        String before = "";
        for (int second = 1; second <= 25; second++) {
            before = scene.cancelled();
            scene.pass(1);
            lease.renewIfDue();
            lease.guard();
        }

        assertThat(List.of(before, scene.cancelled()))
                .containsExactly(
                        "", "run cancelled: the run's Lease was lost: it could not be renewed for 25s: host: no route");
    }

    @Test
    void isTriedAgainSoonWhenARenewalFails() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        var failures = new ArrayList<>(List.of(1, 2));
        scene.api.answering(call -> failures.isEmpty()
                ? Optional.empty()
                : Optional.of(MemoryApi.status(500 + failures.remove(0), "", "etcd is away")));
        for (int second = 1; second <= 40; second++) {
            scene.pass(1);
            lease.renewIfDue();
            lease.guard();
        }

        assertThat(scene.cancelled()).isEmpty();
    }

    @Test
    void isGoneAtTheEnd() {
        HeldLease lease = scene.held(scene.acquire("me", 0));

        lease.close();
        lease.close();

        assertThat(scene.api.paths()).containsExactly("/api/v1/namespaces/flux-system");
    }

    @Test
    void isGoneAtTheEndAlsoWhenSomebodyHasLabelledIt() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.api.edit(LeaseScene.LEASE, object -> object.withObject("/metadata/labels")
                .put("team", "shop"));

        lease.close();

        assertThat(scene.api.paths()).containsExactly("/api/v1/namespaces/flux-system");
    }

    @Test
    void anothersIsNotDeleted() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.api.edit(LeaseScene.LEASE, object -> object.withObject("/spec").put("holderIdentity", "other"));

        lease.close();

        assertThat(scene.holder()).isEqualTo("other");
    }

    @Test
    void aRunThatCannotDeleteItEndsAllTheSame() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        scene.api.answering(call -> {
            throw new TransientFailure("host", "no route");
        });

        lease.close();

        assertThat(scene.api.calls()).contains("DELETE " + LeaseScene.LEASE);
    }

    @Test
    void isNotRenewedAfterTheEnd() {
        HeldLease lease = scene.held(scene.acquire("me", 0));
        lease.close();
        scene.api.calls();

        scene.pass(60);
        lease.renewIfDue();
        lease.guard();

        assertThat(scene.api.calls()).isEmpty();
        assertThat(scene.cancelled()).isEmpty();
    }
}
