package dev.sluice.object;

import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found wrong in one document while it was read: a list that the reader of the document fills. */
final class Findings {

    private final String file;
    private final int firstLine;
    private final Duplicates duplicates;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /**
     * @param firstLine the line of the file on which the document's text begins, from 1
     */
    Findings(String file, int firstLine, Duplicates duplicates) {
        this.file = file;
        this.firstLine = firstLine;
        this.duplicates = duplicates;
    }

    /** Where something is, by its line in the document's text, from 0. */
    Origin at(int line) {
        return new Origin(file, lineAt(line));
    }

    /** The line in the file. */
    int lineAt(int line) {
        return firstLine + line;
    }

    void problem(int line, String what, @Nullable String hint) {
        problem(new Problem(at(line).toString(), what, hint));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    /** A key that stands twice: a problem or a warning, as was asked for. */
    void duplicateKey(String key, int line, int firstSeen) {
        Problem twice = twice(key, line, firstSeen);
        switch (duplicates) {
            case REFUSED, FIRST_COUNTS -> problem(twice);
            case LAST_WINS -> warnings.add(new Problem(twice.location(), twice.what() + "; the last one counts", null));
        }
    }

    /** What is wrong with a key that stands twice. */
    Problem twice(String key, int line, int firstSeen) {
        String what = "duplicate key \"" + key + "\", first at line " + lineAt(firstSeen);
        return new Problem(at(line).toString(), what, "remove one of the two");
    }

    /** Whether a key that stands twice has its first value. */
    boolean firstCounts() {
        return duplicates == Duplicates.FIRST_COUNTS;
    }

    List<Problem> problems() {
        return problems;
    }

    List<Problem> warnings() {
        return warnings;
    }
}
