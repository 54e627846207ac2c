package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.Cluster;
import dev.sluice.event.RunEvent;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RunTargetTest {

    private static final ObjectId SECRET = new ObjectId("", "Secret", "default", "login");

    private final List<RunEvent> events = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void aRenderOpensNoClusterBeforeItReads() {
        try (RunTarget target = target(Command.RENDER)) {
            assertThat(target.kind()).isEqualTo(TargetKind.CLUSTER);
            assertThat(opened).hasValue(0);
        }
    }

    @Test
    void aRenderGoesOnWithoutWhatItCannotRead() {
        try (RunTarget target = target(Command.RENDER)) {
            assertThat(target.read(SECRET)).isEmpty();
        }

        assertThat(events)
                .containsExactly(new RunEvent.Warning(
                        "Secret/default/login", "cannot be read: cluster.example: connection refused"));
    }

    @Test
    void whatAppliesOpensTheClusterAtOnce() {
        assertThatThrownBy(() -> target(Command.DIFF))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("cluster.example: connection refused");
    }

    private RunTarget target(Command command) {
        RunRequest request = RunRequest.builder(command, Path.of("."))
                .kubeconfig(Path.of("config"))
                .build();
        Supplier<Cluster> clusters = () -> {
            opened.incrementAndGet();
            throw new TransientFailure("cluster.example", "connection refused");
        };
        return new RunTarget(request, clusters, events::add);
    }
}
