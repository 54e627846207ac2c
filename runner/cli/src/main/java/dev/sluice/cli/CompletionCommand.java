package dev.sluice.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: prints a script that makes the shell complete commands and options. */
@Command(name = "completion", description = "Print a completion script: source <(sluice completion bash)")
final class CompletionCommand implements Runnable {

    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = Shells.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(shell.preamble() + AutoComplete.bash("sluice", spec.root().commandLine()));
        out.flush();
    }

    /** The shells as users type them. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return new Words<>(Shell.values()).iterator();
        }
    }
}
