package dev.sluice.report;

/** How a run ended; the exit code is the same for every front end. */
public enum Verdict {
    /** Done, or no differences. */
    DONE(0),
    /** There are differences, and the command was to find out. */
    DIFFERENCES(1),
    /** The command line is wrong. */
    USAGE(2),
    /** A file or a reference is wrong; nothing was written. */
    INVALID(3),
    /** Cluster, registry, Git, policy or a safety limit said no. */
    REJECTED(4),
    /** Something outside could not be reached, also after retries. */
    UNREACHABLE(5),
    /** Timed out or unhealthy. */
    UNHEALTHY(6);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The verdict with this exit code. */
    public static Verdict ofExitCode(int exitCode) {
        return values()[exitCode];
    }
}
