package dev.sluice.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line in three lines at most: the mistake, what may have been meant, the usage. */
final class UsageErrors implements IParameterExceptionHandler {

    /** {@code Verdict.USAGE}; picocli's own default is the same. */
    private static final int USAGE = CommandLine.ExitCode.USAGE;

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        // picocli says it twice where an option takes KEY=VALUE.
        err.println("sluice: " + mistake.getMessage().replace("option option ", "option "));
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.print("Usage: " + command.getHelp().synopsis(0));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return USAGE;
    }
}
