package dev.sluice.cli;

import dev.sluice.kustomize.LoadRestriction;
import dev.sluice.kustomize.Reorder;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.RenderLayout;
import dev.sluice.pipeline.ReportFormat;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, and what is the same for each of them. */
public final class CommandTree {

    private final CommandLine root;

    CommandTree(Execution execution) {
        Terminal terminal = execution.terminal();
        root = new CommandLine(new SluiceCommand())
                .addSubcommand(new ReconcileCommand(execution))
                .addSubcommand(new RenderCommand(execution))
                .addSubcommand(new DiffCommand(execution))
                .addSubcommand(new DeleteCommand(execution))
                .addSubcommand(new CheckCommand(execution))
                .addSubcommand(new ValidateCommand(execution))
                .addSubcommand(new MigrateCommand(execution))
                .addSubcommand(KustomizeCommand.commandLine(execution))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new CompletionCommand())
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(ReportFormat.class, new Words<>(ReportFormat.values()))
                .registerConverter(RenderLayout.class, new Words<>(RenderLayout.values()))
                .registerConverter(LoadRestriction.class, KustomizeCommand.RESTRICTIONS)
                .registerConverter(Reorder.class, KustomizeCommand.ORDERS)
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

    /** What the commands and their options are, for documentation and for the test of parity; nothing of it runs. */
    public static CommandSpec model() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Supplier<PipelineRunner> none = () -> {
            throw new IllegalStateException("a model runs nothing");
        };
        var execution = new Execution(
                none,
                new Terminal(nowhere, nowhere, false, false, Map.of()),
                Path.of(""),
                Clock.systemUTC(),
                code -> {});
        return new CommandTree(execution).root.getCommandSpec();
    }

    /** Carries out a command line and answers the exit code of the process. */
    int execute(String... arguments) {
        return root.execute(arguments);
    }
}
