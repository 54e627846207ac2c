package dev.sluice.cli;

import dev.sluice.kustomize.Kustomize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What the words after {@code sluice kustomize} mean. A script may say {@code sluice kustomize} where it said
 * {@code kubectl kustomize}, which takes a directory, and where it said {@code kustomize}, which takes commands.
 */
final class KustomizeArguments {

    private static final String BUILD = "build";
    private static final String EDITS = "Sluice builds kustomizations, it does not edit them";
    private static final String FUNCTIONS = "Sluice builds kustomizations; it runs no functions over files";

    /** Kustomize's other commands, with what to do instead. */
    private static final Map<String, String> OTHER_COMMANDS = Map.of(
            "version", "its builds are those of kustomize %s; 'sluice --version' tells Sluice's own",
            "help", "see 'sluice kustomize --help'",
            "completion", "see 'sluice completion --help'",
            "edit", EDITS,
            "create", EDITS,
            "localize", EDITS,
            "cfg", FUNCTIONS,
            "fn", FUNCTIONS,
            "openapi", "the schemas are those of kustomize %s");

    private final CommandLine command;
    private final Path workingDirectory;

    KustomizeArguments(CommandLine command, Path workingDirectory) {
        this.command = command;
        this.workingDirectory = workingDirectory;
    }

    /** What is to be built, as the user named it. */
    String target(List<String> words) {
        if (words.isEmpty() || (words.equals(List.of(BUILD)) && !isDirectory(BUILD))) {
            return ".";
        }
        String first = words.get(0);
        if (first.equals(BUILD) && words.size() > 1) {
            return only(words.subList(1, words.size()));
        }
        String hint = OTHER_COMMANDS.get(first);
        if (hint != null && (words.size() > 1 || !isDirectory(first))) {
            throw new ParameterException(
                    command,
                    "of kustomize's commands there is 'build' alone, not '" + first + "': "
                            + hint.formatted(Kustomize.VERSION));
        }
        return only(words);
    }

    private String only(List<String> words) {
        if (words.size() > 1) {
            throw new ParameterException(command, "one directory can be built, not " + words.size());
        }
        if (words.get(0).isEmpty()) {
            throw new ParameterException(command, "the directory's name is empty");
        }
        return words.get(0);
    }

    private boolean isDirectory(String name) {
        return Files.isDirectory(workingDirectory.resolve(name));
    }
}
