package dev.sluice.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What of a workspace would not be in Flux's artifact of it: what its rules ignore, links and all behind them, and Git's
 * own directory whatever the rules say.
 */
final class WorkspaceFilter implements SourceFilter {

    private final Path root;
    private final SourceIgnore rules;
    private final Map<String, Boolean> visibleDirectories = new ConcurrentHashMap<>();

    WorkspaceFilter(Path root, SourceIgnore rules) {
        this.root = root;
        this.rules = rules;
        visibleDirectories.put("", true);
    }

    @Override
    public boolean ignored(String path, boolean directory) {
        int slash = path.lastIndexOf('/');
        if (!isVisible(slash < 0 ? "" : path.substring(0, slash)) || isHidden(path)) {
            return true;
        }
        return rules.ignored(path, directory);
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
        return path.equals(".git") || path.endsWith("/.git") || Files.isSymbolicLink(root.resolve(path));
    }
}
