package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the death of a Lease's holder is proved: on the same machine, in the same namespaces, by the same user. */
class HolderTest {

    private static final Path PROC = Path.of("/proc");
    private static final Holder ME = new Holder("boot,pid:[1],time:[2]", "0", "100", "5000");

    private final Path proc;

    HolderTest(@TempDir Path proc) {
        this.proc = proc;
    }

    private static Holder other(String machine, String user) {
        return new Holder(machine, user, "42", "777");
    }

    private static Holder neighbour() {
        return other(ME.machine(), ME.user());
    }

    /** Process 42. */
    private void running(String state, String start, int threads) throws IOException {
        Path process = Files.createDirectory(proc.resolve("42"));
        Files.writeString(
                process.resolve("stat"),
                "42 (a) b) " + state + " 1 42 42 0 -1 4194304 1 0 0 0 1 2 0 0 20 0 30 0 " + start + " 123 456\n");
        for (int thread = 0; thread < threads; thread++) {
            Files.createDirectories(process.resolve("task/" + thread));
        }
    }

    @Test
    void isDeadWhenItsProcessIsGone() {
        assertThat(neighbour().isDead(ME, proc)).isTrue();
    }

    @Test
    void isDeadWhenItsIdIsAnothers() throws IOException {
        running("S", "778", 3);

        assertThat(neighbour().isDead(ME, proc)).isTrue();
    }

    @Test
    void isDeadWhenOnlyItsParentHasNotNoticed() throws IOException {
        running("Z", "777", 1);

        assertThat(neighbour().isDead(ME, proc)).isTrue();
    }

    @Test
    void livesOnInAnotherThread() throws IOException {
        running("Z", "777", 2);

        assertThat(neighbour().isDead(ME, proc)).isFalse();
    }

    @Test
    void isAliveWhenItRuns() throws IOException {
        running("S", "777", 3);

        assertThat(neighbour().isDead(ME, proc)).isFalse();
    }

    @Test
    void isUnknownElsewhere() {
        List<Holder> others = List.of(
                other("other,pid:[1],time:[2]", ME.user()),
                other("boot,pid:[9],time:[2]", ME.user()),
                other(ME.machine(), "1000"));

        assertThat(others).noneMatch(holder -> holder.isDead(ME, proc));
    }

    @Test
    void isUnknownWhereItCannotBeRead() throws IOException {
        Files.writeString(Files.createDirectory(proc.resolve("42")).resolve("stat"), "what?");

        assertThat(neighbour().isDead(ME, proc)).isFalse();
    }

    @Test
    void isToldInAText() {
        assertThat(Holder.parse(ME.text())).contains(ME);
    }

    @Test
    void isNotReadFromWhatIsNone() {
        assertThat(Stream.of("", "a b c", "a b ../1 d", "a b c d e"))
                .noneMatch(text -> Holder.parse(text).isPresent());
    }

    @Test
    void isNobodyWhereTheSystemDoesNotTell() {
        assertThat(Holder.ofThisProcess(proc)).isEmpty();
    }

    @Test
    void thisProcessIsAlive() {
        assumeTrue(Files.exists(PROC.resolve("self/ns/time")), "not Linux");
        Holder me = Holder.ofThisProcess(PROC).orElseThrow();

        assertThat(me.isDead(me, PROC)).isFalse();
    }

    @Test
    void aProcessThatHasEndedIsDead() throws IOException, InterruptedException {
        assumeTrue(Files.exists(PROC.resolve("self/ns/time")), "not Linux");
        Holder me = Holder.ofThisProcess(PROC).orElseThrow();
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        var ended = new Holder(me.machine(), me.user(), String.valueOf(process.pid()), "1");

        assertThat(ended.isDead(me, PROC)).isTrue();
    }
}
