package dev.sluice.pipeline;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.render.Entry;
import dev.sluice.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directories that a run writes into: its target, its output, its cache. They may lie in the workspace (CI systems
 * keep nothing else), and are no part of it then: a run that read what the last one wrote would never come to rest.
 */
final class OwnDirectories {

    private final RunRequest request;

    OwnDirectories(RunRequest request) {
        this.request = request;
    }

    /**
     * Those that are to be left out of the workspace.
     *
     * @throws InvalidInput if the target is a part of the workspace that the entry lies in
     */
    List<Path> outside(Workspace workspace, Entry entry) {
        Optional<Path> target = request.targetDirectory().map(OwnDirectories::real);
        // A deletion reads nothing but the target.
        if (request.command() != Command.DELETE
                && target.isPresent()
                && target.get().startsWith(workspace.root())
                && holds(target.get(), workspace, entry)) {
            throw InvalidInput.usage(List.of(new Problem(
                    "--target",
                    target.get() + " holds what is to be applied",
                    "give the target a directory of its own")));
        }
        var directories = new ArrayList<Path>();
        target.ifPresent(directories::add);
        List.of(request.output(), request.cache()).forEach(own -> own.map(request.directory()::resolve)
                .map(OwnDirectories::real)
                .filter(directory -> !holds(directory, workspace, entry))
                .ifPresent(directories::add));
        request.ownFiles()
                .forEach(file -> directories.add(real(request.directory().resolve(file))));
        return directories;
    }

    private static boolean holds(Path directory, Workspace workspace, Entry entry) {
        return entry.paths().stream().map(workspace.root()::resolve).anyMatch(path -> path.startsWith(directory));
    }

    /** The directory with its links resolved, as far as it is there already. */
    private static Path real(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(absolute));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
