package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Problem MISTAKE = new Problem("base/web.yaml:3", "no name", "give it one");

    @Test
    void aChainGrowsFromTheFileOutwards() {
        Problem problem = MISTAKE.through("base/kustomization.yaml:4").through("prod/kustomization.yaml:2");

        assertThat(problem.through())
                .containsExactly(List.of("base/kustomization.yaml:4", "prod/kustomization.yaml:2"));
    }

    @Test
    void anEntryOfTheSameFileAddsNothing() {
        assertThat(MISTAKE.through("base/web.yaml:1")).isEqualTo(MISTAKE);
        assertThat(MISTAKE.through("prod/kustomization.yaml:2").through("prod/kustomization.yaml:1"))
                .isEqualTo(MISTAKE.through("prod/kustomization.yaml:2"));
    }

    @Test
    void aFileWithoutALineIsNoEntry() {
        assertThat(MISTAKE.through("prod/kustomization.yaml")).isEqualTo(MISTAKE);
    }

    @Test
    void aMistakeIsToldOnceWithAllChains() {
        List<Problem> problems = Problem.distinct(
                List.of(MISTAKE.through("dev/kustomization.yaml:1"), MISTAKE.through("prod/kustomization.yaml:2")));

        assertThat(Explanation.of(problems))
                .containsExactly(
                        "base/web.yaml:3: no name",
                        "  in dev/kustomization.yaml:1 (and in 1 more)",
                        "  hint: give it one");
    }

    @Test
    void chainsAreCountedUpToALimit() {
        List<Problem> many = IntStream.range(0, 5000)
                .mapToObj(i -> MISTAKE.through("overlay-" + i + "/kustomization.yaml:1"))
                .toList();

        List<Problem> problems = Problem.distinct(many);

        assertThat(problems).hasSize(1);
        assertThat(Explanation.chain(problems.get(0)))
                .isEqualTo("in overlay-0/kustomization.yaml:1 (and in at least 99 more)");
    }

    @Test
    void aHintOfSeveralIsSaidOnce() {
        assertThat(Explanation.of(List.of(MISTAKE, new Problem("base/db.yaml:1", "no name", "give it one"))))
                .containsExactly("base/web.yaml:3: no name", "base/db.yaml:1: no name", "  hint: give it one");
    }
}
