package dev.sluice.junit;

import java.util.List;

/** {@code kubectl} ended with another exit code than 0. */
public final class KubectlFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String output;

    KubectlFailed(List<String> arguments, int exitCode, String output) {
        super("kubectl " + String.join(" ", arguments) + ": exit code " + exitCode + ": " + output.strip());
        this.exitCode = exitCode;
        this.output = output;
    }

    /** Its exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** What it wrote to its standard error output. */
    public String output() {
        return output;
    }
}
