package dev.sluice.migrate;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out what is to change in the files below some paths. */
public final class MigrationPlanner {

    private static final String MARK = "fluxcd.io";

    private final Path directory;
    private final Migration migration;

    /** @param directory what paths are relative to, and names of files in messages */
    public MigrationPlanner(Path directory, Migration migration) {
        this.directory = requireNonNull(directory, "directory").toAbsolutePath().normalize();
        this.migration = requireNonNull(migration, "migration");
    }

    /**
     * What is to change; nothing is written.
     *
     * @param paths files and directories
     * @param extensions how names of manifests end
     * @throws InvalidInput naming every file that cannot be read and may hold something to change
     */
    public MigrationPlan plan(List<Path> paths, List<String> extensions) {
        var files = new ArrayList<MigratedFile>();
        var left = new ArrayList<Problem>();
        var problems = new ArrayList<Problem>();
        List<Path> starts = paths.stream().map(directory::resolve).toList();
        for (Path path : new ManifestFiles(extensions).below(starts)) {
            try {
                MigratedFile file = migrated(path);
                left.addAll(file.migrated().left());
                if (file.isChanged()) {
                    files.add(file);
                }
            } catch (InvalidInput e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new MigrationPlan(files, left);
    }

    private MigratedFile migrated(Path path) {
        String name = name(path);
        try {
            byte[] bytes = Files.readAllBytes(path);
            String text = text(bytes, name);
            return new MigratedFile(path, name, text, migration.migrate(text, name));
        } catch (IOException e) {
            throw new InvalidInput(List.of(Problem.of(name, "cannot be read: " + e.getMessage())), e);
        }
    }

    private static String text(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String loose = new String(bytes, StandardCharsets.ISO_8859_1);
            if (loose.replace("\0", "").contains(MARK)) {
                throw new InvalidInput(List.of(new Problem(name, "is not UTF-8", "save it as UTF-8")), e);
            }
            return "";
        }
    }

    private String name(Path path) {
        Path real = realDirectory();
        Path shown = path.startsWith(real) ? real.relativize(path) : path;
        return shown.toString().replace('\\', '/');
    }

    private Path realDirectory() {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory;
        }
    }
}
