package dev.sluice.cli;

import dev.sluice.pipeline.DiffFormat;
import dev.sluice.pipeline.RenderLayout;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, and what is the same for each of them. */
final class CommandTree {

    private final CommandLine root;

    CommandTree(Execution execution) {
        Terminal terminal = execution.terminal();
        root = new CommandLine(new SluiceCommand())
                .addSubcommand(new ReconcileCommand(execution))
                .addSubcommand(new RenderCommand(execution))
                .addSubcommand(new DiffCommand(execution))
                .addSubcommand(new DeleteCommand(execution))
                .addSubcommand(new CheckCommand(execution))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new CompletionCommand())
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(DiffFormat.class, new Words<>(DiffFormat.values()))
                .registerConverter(RenderLayout.class, new Words<>(RenderLayout.values()))
                .registerConverter(Shell.class, new Words<>(Shell.values()))
                .setAbbreviatedOptionsAllowed(false)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.outIsColoured() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new Failures());
        root.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        root.getCommandSpec().addOption(help());
        root.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.helpCommand())
                .forEach(command -> command.addOption(help()).usageMessage().abbreviateSynopsis(true));
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    CommandLine root() {
        return root;
    }

    /** Carries out a command line and answers the exit code of the process. */
    int execute(String... arguments) {
        return root.execute(arguments);
    }
}
