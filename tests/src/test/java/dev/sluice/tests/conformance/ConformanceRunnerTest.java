package dev.sluice.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceRunnerTest {

    private static final Area.Check PASSES = () -> Optional.empty();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final Path data;

    ConformanceRunnerTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void endsWithTheNumbersAndZeroWhereAllPass() throws Exception {
        Conformance program = program(new Area.Case("one", PASSES), new Area.Case("two", PASSES));

        int exitCode = program.run(List.of("sample", data.toString()));

        assertThat(out.toString(UTF_8)).isEqualTo("2 passed, 0 failed\n");
        assertThat(exitCode).isZero();
    }

    @Test
    void saysOfEachFailureWhatDiffersInOneLine() throws Exception {
        Conformance program = program(
                new Area.Case("differs", () -> Optional.of("line 3:\n  a: 1")),
                new Area.Case("passes", PASSES),
                new Area.Case("throws", () -> {
                    throw new IllegalStateException("no such field");
                }));

        int exitCode = program.run(List.of("sample", data.toString()));

        assertThat(out.toString(UTF_8)).isEqualTo("""
                FAIL differs: line 3: ⏎ a: 1
                FAIL throws: java.lang.IllegalStateException: no such field
                1 passed, 2 failed
                """);
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void leavesAHangingCaseBehind() throws Exception {
        Conformance program = program(
                new Area.Case("hangs", () -> {
                    new CountDownLatch(1).await();
                    return Optional.empty();
                }),
                new Area.Case("passes", PASSES));

        int exitCode = program.run(List.of("sample", data.toString()));

        assertThat(out.toString(UTF_8)).endsWith("1 passed, 1 failed\n").startsWith("FAIL hangs: did not end within");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void survivesAStackOverflow() throws Exception {
        Conformance program = program(new Area.Case("overflows", () -> Optional.of(nested(100_000_000))));

        int exitCode = program.run(List.of("sample", data.toString()));

        assertThat(out.toString(UTF_8)).isEqualTo("FAIL overflows: java.lang.StackOverflowError\n0 passed, 1 failed\n");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void doesNotTakeAnEmptyFolderForSuccess() throws Exception {
        int exitCode = program().run(List.of("sample", data.toString()));

        assertThat(out.toString(UTF_8)).isEqualTo("0 passed, 0 failed\n");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void refusesAnUnknownAreaWithTheListOfAreas() throws Exception {
        int exitCode = program().run(List.of("sampel"));

        assertThat(err.toString(UTF_8)).isEqualTo("""
                sampel: no such area
                usage: tests/conformance AREA [DIR]
                areas: sample
                """);
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void saysOfDataWithoutAnAreaThatItIsNotCarriedOutYet() throws Exception {
        int exitCode = program().run(List.of("later", data.toString()));

        assertThat(err.toString(UTF_8))
                .isEqualTo("later: there is data in " + data + ", but this area is not carried out yet\n");
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void saysWhichFolderIsMissing() throws Exception {
        Path missing = data.resolve("missing");

        int exitCode = program().run(List.of("sample", missing.toString()));

        assertThat(err.toString(UTF_8)).isEqualTo("sample: no data: " + missing + " is not there\n");
        assertThat(exitCode).isEqualTo(2);
    }

    private Conformance program(Area.Case... cases) {
        return new Conformance(
                List.of(new Sample(List.of(cases))),
                new CaseRunner(2, Duration.ofMillis(500)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private static String nested(int depth) {
        return depth == 0 ? "" : nested(depth - 1) + depth;
    }

    private record Sample(List<Case> cases) implements Area {

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public List<Case> cases(Path directory) {
            return cases;
        }
    }
}
