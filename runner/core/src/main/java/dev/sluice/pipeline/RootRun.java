package dev.sluice.pipeline;

import static java.util.Objects.requireNonNull;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.RunFailure;
import dev.sluice.report.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One root of a run that is about several. What it was about is let go of when it is over; its result stays. */
public final class RootRun {

    private final String name;
    private final RunProgress progress;
    private final RunListener listener;
    private final RunListener ofRun;
    private final Consumer<Optional<String>> turn;
    private final AtomicReference<@Nullable Stages> stages = new AtomicReference<>();
    private final AtomicReference<@Nullable RunResult> result = new AtomicReference<>();

    /**
     * @param ofRun hears what concerns the run as a whole
     * @param turn takes the YAML of this root, or that there is none
     */
    RootRun(String name, RunRequest request, RunListener ofRun, Clock clock, Consumer<Optional<String>> turn) {
        this.name = requireNonNull(name, "name");
        this.progress = new RunProgress(request, List.of(name), clock);
        this.listener = new RootListener(name, ofRun);
        this.ofRun = ofRun;
        this.turn = turn;
    }

    /** Makes the stages; where that fails, this root is over. */
    void wire(BiFunction<RunProgress, Consumer<String>, Stages> wiring) {
        try {
            stages.set(wiring.apply(progress, yaml -> turn.accept(Optional.of("# root: " + name + "\n" + yaml))));
        } catch (RunFailure failure) {
            failed(failure);
        }
    }

    /** The root as the user named it. */
    public String name() {
        return name;
    }

    /** Hears what happens in this root. */
    public RunListener listener() {
        return listener;
    }

    /** What can be done with this root, until it is over. */
    public Stages stages() {
        Stages wired = stages.get();
        if (wired == null) {
            throw new IllegalStateException("root " + name + " is over");
        }
        return wired;
    }

    /** It is this root's turn. */
    public void begin() {
        progress.begin();
    }

    /** All stages answered. */
    public void succeeded() {
        end(progress.succeeded());
    }

    /** A stage ended this root. */
    public void failed(RunFailure failure) {
        end(progress.failed(failure));
    }

    boolean isOver() {
        return result.get() != null;
    }

    RunResult result() {
        return requireNonNull(result.get(), "result");
    }

    private void end(RunResult ended) {
        if (!result.compareAndSet(null, ended)) {
            return;
        }
        close();
        turn.accept(Optional.empty());
        boolean good = ended.exitCode() <= Verdict.DIFFERENCES.exitCode();
        ofRun.on(new RunEvent.RootFinished(
                name, good, ended.report().message(), ended.report().took()));
    }

    void close() {
        Stages wired = stages.getAndSet(null);
        if (wired != null) {
            wired.close();
        }
    }
}
