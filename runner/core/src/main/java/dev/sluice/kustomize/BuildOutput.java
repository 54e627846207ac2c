package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a build is written, {@code --output} of {@code kustomize build}: a file, or, where it is a directory already, one
 * file an object in it. Every file is there as a whole or not at all; what else is in the directory stays.
 */
public final class BuildOutput {

    private final Path path;
    private final String display;

    private BuildOutput(Path path, String display) {
        this.path = path;
        this.display = display;
    }

    /**
     * The file or directory that a user named.
     *
     * @param workingDirectory what a relative path starts from
     * @param output as the user named it
     */
    public static BuildOutput at(Path workingDirectory, Path output) {
        requireNonNull(output, "output");
        return new BuildOutput(workingDirectory.resolve(output), output.toString());
    }

    /**
     * Writes what was built.
     *
     * @throws InvalidInput if two objects would be one file, or there is no directory for the file
     * @throws Rejected if the disk refuses it
     */
    public void write(KustomizeBuild build) {
        if (!Files.isDirectory(path)) {
            writeAll(Map.of(path, Manifests.write(build.manifests())));
            return;
        }
        var files = new LinkedHashMap<Path, String>();
        for (Map.Entry<String, Manifest> file :
                ObjectFiles.of(build.manifests()).entrySet()) {
            files.put(path.resolve(file.getKey()), Manifests.write(List.of(file.getValue())));
        }
        writeAll(files);
    }

    /** All are complete before the first one is seen: a full disk changes nothing. */
    private void writeAll(Map<Path, String> files) {
        var unfinished = new LinkedHashMap<Path, Path>();
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                prepare(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), unfinished);
            }
            for (Map.Entry<Path, Path> finished : List.copyOf(unfinished.entrySet())) {
                Files.move(
                        finished.getKey(),
                        finished.getValue(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                unfinished.remove(finished.getKey());
            }
        } catch (NoSuchFileException e) {
            throw new InvalidInput(display, "cannot be written: there is no such directory", "make it first");
        } catch (IOException e) {
            throw new Rejected(display, "cannot be written: " + reason(e), e);
        } finally {
            unfinished.keySet().forEach(BuildOutput::deleteQuietly);
        }
    }

    private static void prepare(Path file, byte[] content, Map<Path, Path> unfinished) throws IOException {
        if (file.startsWith("/dev") || (Files.exists(file) && !Files.isRegularFile(file))) {
            // A stream or a pipe: nothing that could be replaced.
            Files.write(file, content);
            return;
        }
        // A link keeps leading where it leads: what it leads to is replaced.
        Path target = Files.exists(file) ? file.toRealPath() : file;
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        Path temporary =
                target.resolveSibling(".sluice-" + ProcessHandle.current().pid() + "-" + unfinished.size());
        unfinished.put(temporary, target);
        Files.write(temporary, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        keepPermissions(target, temporary);
    }

    /** A file that is written again keeps who may read it. */
    private static void keepPermissions(Path present, Path next) throws IOException {
        PosixFileAttributeView rights = Files.getFileAttributeView(next, PosixFileAttributeView.class);
        if (rights != null && Files.exists(present, LinkOption.NOFOLLOW_LINKS)) {
            rights.setPermissions(Files.getPosixFilePermissions(present));
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The failure that left it behind is the one to tell.
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }
}
