package dev.sluice.source;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What of a workspace would not be in Flux's artifact of it: what its rules ignore, links and all behind them, and Git's
 * own directory whatever the rules say.
 */
final class WorkspaceFilter implements SourceFilter {

    private static final String GIT_DIRECTORY = ".git";

    private final Path root;
    private final SourceIgnore rules;
    private final Set<String> foreign;
    private final Map<String, Boolean> visibleDirectories = new ConcurrentHashMap<>();
    private final Map<String, Boolean> filledDirectories = new ConcurrentHashMap<>();

    /** @param foreign directories that are no part of the workspace, relative to the root */
    WorkspaceFilter(Path root, SourceIgnore rules, List<String> foreign) {
        this.root = root;
        this.rules = rules;
        this.foreign = Set.copyOf(foreign);
        visibleDirectories.put("", true);
    }

    @Override
    public boolean ignored(String path, boolean directory) {
        if (path.isEmpty()) {
            return false;
        }
        int slash = path.lastIndexOf('/');
        if (!isVisible(slash < 0 ? "" : path.substring(0, slash)) || isHidden(path)) {
            return true;
        }
        return rules.ignored(path, directory) && !(directory && holdsSomething(path));
    }

    /** A directory that the rules ignore is there all the same where they do not ignore all that is in it. */
    private boolean holdsSomething(String ignoredDirectory) {
        Boolean known = filledDirectories.get(ignoredDirectory);
        if (known == null) {
            known = findsSomething(root.resolve(ignoredDirectory));
            filledDirectories.put(ignoredDirectory, known);
        }
        return known;
    }

    private boolean findsSomething(Path start) {
        var found = new ArrayList<Path>(1);
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (directory.endsWith(GIT_DIRECTORY) || foreign.contains(relative(directory))) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return directory.equals(start) ? FileVisitResult.CONTINUE : judge(directory, true);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return attributes.isRegularFile() ? judge(file, false) : FileVisitResult.CONTINUE;
                }

                private FileVisitResult judge(Path path, boolean directory) {
                    if (rules.ignored(relative(path), directory)) {
                        return FileVisitResult.CONTINUE;
                    }
                    found.add(path);
                    return FileVisitResult.TERMINATE;
                }
            });
        } catch (IOException e) {
            throw new InvalidInput(start.toString(), "cannot be read: " + e.getMessage());
        }
        return !found.isEmpty();
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    /** Whether there is a real directory, not reached through a link and not Git's. */
    private boolean isVisible(String directory) {
        Boolean known = visibleDirectories.get(directory);
        if (known != null) {
            return known;
        }
        int slash = directory.lastIndexOf('/');
        boolean visible = isVisible(slash < 0 ? "" : directory.substring(0, slash)) && !isHidden(directory);
        visibleDirectories.put(directory, visible);
        return visible;
    }

    private boolean isHidden(String path) {
        return path.equals(GIT_DIRECTORY)
                || foreign.contains(path)
                || path.endsWith("/" + GIT_DIRECTORY)
                || Files.isSymbolicLink(root.resolve(path));
    }
}
