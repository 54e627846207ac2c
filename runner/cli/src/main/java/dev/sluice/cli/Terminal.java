package dev.sluice.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes, and what is at the other end.
 *
 * @param out for what was asked for
 * @param err for everything else: progress, problems beside a result for programs
 * @param outIsTerminal whether a person looks at {@code out}
 * @param errIsTerminal whether a person looks at {@code err}
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {

    Terminal {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        environment = Map.copyOf(environment);
    }

    /** Whether results are coloured (see no-color.org). */
    boolean outIsColoured() {
        return outIsTerminal && understandsSequences() && said("NO_COLOR").isEmpty();
    }

    /** Whether what is beside a result is coloured. */
    boolean errIsColoured() {
        return errIsTerminal && understandsSequences() && said("NO_COLOR").isEmpty();
    }

    /** Whether progress can be drawn over itself; a CI job keeps every line, so it gets plain ones. */
    boolean isLive() {
        return errIsTerminal && understandsSequences() && said("CI").isEmpty();
    }

    private boolean understandsSequences() {
        return !said("TERM").equals("dumb");
    }

    private String said(String variable) {
        return environment.getOrDefault(variable, "");
    }
}
