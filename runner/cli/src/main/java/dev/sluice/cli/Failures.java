package dev.sluice.cli;

import dev.sluice.failure.Explanation;
import dev.sluice.failure.RunFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What did not come back as a run's result: a failure before the run (a file that cannot be written), or a bug, which is
 * shown with its stack.
 */
final class Failures implements IExecutionExceptionHandler {

    /** Of a bug; beyond the exit codes of verdicts, {@code EX_SOFTWARE} of sysexits.h. */
    static final int BUG = 70;

    /** The option that asks for the stack of a failure, where a command has it. */
    static final String STACK_TRACE = "--stack-trace";

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (exception instanceof RunFailure failure) {
            Explanation.of(failure.problems())
                    .forEach(line -> err.println(line.startsWith(" ") ? line : "sluice: " + line));
            if (command.getParseResult().matchedOptionValue(STACK_TRACE, false)) {
                failure.printStackTrace(err);
            }
            return failure.exitCode();
        }
        err.println("sluice: this is a bug in Sluice, please report it with what stands below");
        exception.printStackTrace(err);
        return BUG;
    }
}
