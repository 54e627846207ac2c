package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The process in which the start script learns what belongs into its class data archive: runs a command, and loads the
 * classes that a list names, for where the command does not lead. There is no cluster to learn from when a program
 * starts for the first time.
 */
public final class Training {

    private Training() {}

    /**
     * Does not return: the command ends the process.
     *
     * @param arguments the file with the names, and the command
     */
    public static void main(String[] arguments) throws IOException {
        load(Path.of(arguments[0]));
        Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** Loads the classes that a file names, and answers the names that there are no classes of. */
    static List<String> load(Path names) throws IOException {
        try (Stream<String> lines = Files.lines(names)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .filter(name -> !isThere(name))
                    .toList();
        }
    }

    /** Whether there is such a class; only loaded, since to initialise it may do something. */
    private static boolean isThere(String name) {
        try {
            return !Class.forName(name, false, Training.class.getClassLoader()).isPrimitive();
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
