package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ClusterChoiceTest {

    private static final TestCluster CLUSTER = new NoCluster();

    @Test
    void takesTheFirstKindThatIsPossible() {
        var choice = new ClusterChoice(
                List.of(kind("one", false, Optional.empty()), kind("two", true, Optional.of(CLUSTER))), true);

        TestCluster started = choice.start();

        assertThat(started).isSameAs(CLUSTER);
    }

    @Test
    void goesOnWhenAKindTurnsOutToBeImpossible() {
        var choice = new ClusterChoice(
                List.of(kind("one", true, Optional.empty()), kind("two", true, Optional.of(CLUSTER))), true);

        TestCluster started = choice.start();

        assertThat(started).isSameAs(CLUSTER);
    }

    @Test
    void testsAreSkippedWhereNoneCanBeHad() {
        var choice = new ClusterChoice(List.of(kind("one", false, Optional.empty())), false);

        assertThat(choice.condition().getReason())
                .hasValue("no Kubernetes cluster for tests: one of these is needed: what one needs");
    }

    @Test
    void testsAreAbortedWhenNoneCouldBeStarted() {
        var choice = new ClusterChoice(List.of(kind("one", true, Optional.empty())), false);

        assertThatThrownBy(choice::start).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void testsFailWhereNoneCanBeHadButOneMustBe() {
        var choice = new ClusterChoice(List.of(kind("one", false, Optional.empty())), true);

        assertThatThrownBy(choice::condition)
                .isInstanceOf(ClusterUnusable.class)
                .hasMessage("no Kubernetes cluster for tests: one of these is needed: what one needs");
    }

    @Test
    void aKindThatIsAskedForIsTheOnlyOne() {
        Settings settings = new Settings(Map.of(Settings.CLUSTER, "kubeconfig"), Map.of());

        assertThat(ClusterChoice.of(settings).condition().getReason())
                .hasValue("no Kubernetes cluster for tests: one of these is needed: "
                        + "a cluster in SLUICE_TEST_KUBECONFIG");
    }

    @Test
    void aKindThatIsNoneIsRefused() {
        Settings settings = new Settings(Map.of(Settings.CLUSTER, "minikube"), Map.of());

        assertThatThrownBy(() -> ClusterChoice.of(settings))
                .hasMessage("SLUICE_TEST_CLUSTER=minikube: not one of kubeconfig, k3s, go");
    }

    @Test
    void aSystemPropertyCountsMoreThanTheEnvironment() {
        Settings settings =
                new Settings(Map.of(Settings.K3S_IMAGE, "environment"), Map.of("sluice.test.k3s.image", "property"));

        assertThat(settings.get(Settings.K3S_IMAGE)).isEqualTo("property");
    }

    private static ClusterKind kind(String name, boolean possible, Optional<TestCluster> started) {
        return new ClusterKind() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String needs() {
                return "what " + name + " needs";
            }

            @Override
            public boolean isPossible() {
                return possible;
            }

            @Override
            public Optional<TestCluster> start() {
                return started;
            }
        };
    }

    /** Only its identity counts. */
    private static final class NoCluster implements TestCluster {
        @Override
        public URI server() {
            return URI.create("https://cluster.invalid");
        }

        @Override
        public String version() {
            return "v1.0.0";
        }

        @Override
        public String token() {
            return "";
        }

        @Override
        public String caCertificate() {
            return "";
        }

        @Override
        public Path kubeconfigFor(String user) {
            return Path.of(user);
        }

        @Override
        public String kubectl(String user, List<String> arguments, String input) {
            return "";
        }

        @Override
        public TestNamespace createNamespace(String name) {
            return new TestNamespace(this, name);
        }

        @Override
        public void deleteNamespace(String name) {}

        @Override
        public List<AuditedRequest> auditLog() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
