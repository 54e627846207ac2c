package dev.sluice.tests.fuzz;

import java.util.Map;

/** The files of one directory while it is being drawn. */
final class Draft {

    private final Map<String, String> files;
    private final String directory;
    private int count;

    /**
     * @param files all files of the build, by their paths
     * @param directory a path; empty for the root
     */
    Draft(Map<String, String> files, String directory) {
        this.files = files;
        this.directory = directory;
    }

    /** Whether nothing was written yet. */
    boolean isEmpty() {
        return count == 0;
    }

    /** A directory beside this one, for what belongs to it. */
    Draft beside(String suffix) {
        return new Draft(files, directory + suffix);
    }

    /** How what lies in that directory is named from here. */
    String pathBeside(String suffix) {
        return "../" + directory.substring(directory.lastIndexOf('/') + 1) + suffix;
    }

    /** Writes a file; answers its name. */
    String file(String stem, String text) {
        return named(stem + (count++ == 0 ? "" : count) + ".yaml", text);
    }

    /** Writes a file of this name; answers the name. */
    String named(String name, String text) {
        files.put(directory.isEmpty() ? name : directory + "/" + name, text);
        return name;
    }
}
