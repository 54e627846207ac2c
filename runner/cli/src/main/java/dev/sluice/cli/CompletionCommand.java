package dev.sluice.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: prints a script that makes the shell complete commands and options. */
@Command(
        name = "completion",
        description = "Print a completion script: source <(sluice completion bash)")
final class CompletionCommand implements Runnable {

    /** The shells that can read the script. */
    private enum Shell {
        BASH(""),
        ZSH("autoload -U +X compinit && compinit\n");

        private final String before;

        Shell(String before) {
            this.before = before;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Shell shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(shell.before + AutoComplete.bash("sluice", spec.root().commandLine()));
        out.flush();
    }
}
