package dev.sluice.pipeline;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.source.Workspace;
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
     * @param entries the directories that the run starts from, links resolved
     * @throws InvalidInput if the target is a part of the workspace that the entry lies in
     */
    List<Path> outside(Workspace workspace, List<Path> entries) {
        Optional<Path> target = request.targetDirectory().map(RealPath::of);
        // A deletion reads nothing but the target.
        if (request.command() != Command.DELETE
                && target.isPresent()
                && target.get().startsWith(workspace.root())
                && holds(target.get(), entries)) {
            throw InvalidInput.usage(List.of(new Problem(
                    "--target",
                    target.get() + " holds what is to be applied",
                    "give the target a directory of its own")));
        }
        var directories = new ArrayList<Path>();
        target.ifPresent(directories::add);
        List.of(request.output(), request.cache()).forEach(own -> own.map(request.directory()::resolve)
                .map(RealPath::of)
                .filter(directory -> !holds(directory, entries))
                .ifPresent(directories::add));
        request.ownFiles()
                .forEach(file -> directories.add(RealPath.of(request.directory().resolve(file))));
        return directories;
    }

    private static boolean holds(Path directory, List<Path> entries) {
        return entries.stream().anyMatch(entry -> entry.startsWith(directory));
    }
}
