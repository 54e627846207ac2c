package dev.sluice.render;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a run starts and what its root is called.
 *
 * @param paths directories of the workspace, {@code /} between names, the workspace's root being the empty text; never
 *     empty; several are one root: their outputs together
 * @param namespace the root Kustomization's namespace
 * @param name the root Kustomization's name
 * @param prune whether the root prunes, where it does not define itself
 */
public record Entry(List<String> paths, String namespace, String name, boolean prune) {

    public Entry {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("an entry without a path");
        }
    }

    /** The directories in a workspace with this root. */
    public List<Path> directories(Path root) {
        return paths.stream().map(root::resolve).toList();
    }
}
