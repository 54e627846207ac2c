package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    @Test
    void putsEachUnitBehindWhatItWaitsFor() {
        var graph = new DependencyGraph(
                List.of(node("web", "db", "cache"), node("db", "base"), node("cache"), node("base")));

        assertThat(graph.order()).containsExactly(id("base"), id("db"), id("cache"), id("web"));
    }

    @Test
    void keepsTheGivenOrderWhereNothingWaits() {
        var graph = new DependencyGraph(List.of(node("c"), node("a"), node("b")));

        assertThat(graph.order()).containsExactly(id("c"), id("a"), id("b"));
    }

    @Test
    void namesACycleFromItsFirstUnitBackToIt() {
        var graph = new DependencyGraph(List.of(node("x", "a"), node("a", "b"), node("b", "a")));

        assertThat(refused(graph::order))
                .containsExactly("clusters/dev/a.yaml:3: circular dependency detected: flux-system/a -> flux-system/b"
                        + " -> flux-system/a");
    }

    @Test
    void namesAUnitThatWaitsForItself() {
        var graph = new DependencyGraph(List.of(node("a", "a")));

        assertThat(refused(graph::order))
                .containsExactly("clusters/dev/a.yaml:3: circular dependency detected: flux-system/a -> flux-system/a");
    }

    @Test
    void namesEveryMissingDependencyWithItsDependent() {
        var graph = new DependencyGraph(List.of(node("a", "x"), node("b", "y", "a")));

        assertThat(refused(graph::order))
                .containsExactly(
                        "clusters/dev/a.yaml:3: Kustomization/flux-system/a: dependency 'flux-system/x' not found",
                        "clusters/dev/b.yaml:3: Kustomization/flux-system/b: dependency 'flux-system/y' not found");
    }

    @Test
    void followsAChainOfTenThousandUnits() {
        var nodes = new ArrayList<DependencyGraph.Node>();
        for (int number = 0; number < 10_000; number++) {
            nodes.add(node("n" + number, "n" + (number + 1)));
        }
        nodes.add(node("n10000"));

        List<ObjectId> order = new DependencyGraph(nodes).order();

        assertThat(order).hasSize(10_001).startsWith(id("n10000"), id("n9999")).endsWith(id("n0"));
    }

    private static DependencyGraph.Node node(String name, String... waitsFor) {
        List<ObjectId> dependencies =
                Stream.of(waitsFor).map(DependencyGraphTest::id).toList();
        return new DependencyGraph.Node(id(name), new Origin("clusters/dev/" + name + ".yaml", 3), dependencies);
    }

    private static ObjectId id(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name);
    }
}
