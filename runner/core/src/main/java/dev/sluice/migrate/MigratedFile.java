package dev.sluice.migrate;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file and what becomes of it.
 *
 * @param path where it is
 * @param name what it is called in messages
 * @param before its text as it is
 */
public record MigratedFile(Path path, String name, String before, Migrated migrated) {

    public MigratedFile {
        requireNonNull(path, "path");
        requireNonNull(name, "name");
        requireNonNull(before, "before");
        requireNonNull(migrated, "migrated");
    }

    boolean isChanged() {
        return !before.equals(migrated.text());
    }
}
