package dev.sluice.migrate;

import dev.sluice.failure.Problem;
import java.util.List;

/**
 * What a migration of files would do.
 *
 * @param files those that change
 * @param left what stays in all files, because somebody has to decide
 */
public record MigrationPlan(List<MigratedFile> files, List<Problem> left) {

    public MigrationPlan {
        files = List.copyOf(files);
        left = List.copyOf(left);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** What changes, a line each. */
    public List<Problem> changes() {
        return files.stream()
                .flatMap(file -> file.migrated().changes().stream())
                .toList();
    }

    /** What was changed for people: a line each, and how much. */
    public String summary() {
        if (files.isEmpty()) {
            return left.isEmpty() ? "nothing to migrate\n" : "nothing was changed\n";
        }
        var text = new StringBuilder();
        changes().forEach(change -> text.append(change).append('\n'));
        int count = changes().size();
        return text.append(count == 1 ? "1 change" : count + " changes")
                .append(files.size() == 1 ? " in 1 file\n" : " in " + files.size() + " files\n")
                .toString();
    }

    /** The difference that the files' texts would make, as {@code git apply} takes it. */
    public String diff() {
        var text = new StringBuilder();
        files.forEach(file -> text.append(
                UnifiedDiff.of(file.name(), file.before(), file.migrated().text())));
        return text.toString();
    }
}
