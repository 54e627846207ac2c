package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice} without a command: help, version, and the refusal to guess. */
@Command(
        name = "sluice",
        synopsisSubcommandLabel = "COMMAND",
        description = "Brings a cluster or a directory to what a repository written for Flux v2 says.",
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 differences (diff), 2 usage, 3 invalid input, 4 rejected,",
            "5 unreachable, 6 timed out or unhealthy, 70 a bug in Sluice."
        })
final class SluiceCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
