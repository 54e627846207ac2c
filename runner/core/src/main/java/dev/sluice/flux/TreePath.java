package dev.sluice.flux;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths in a {@link dev.sluice.kustomize.FileTree}. */
final class TreePath {

    private TreePath() {}

    /**
     * The path that is meant, with {@code .} and {@code ..} resolved. What would leave the root stays at it, as in
     * {@code securejoin}, by which Flux reads {@code spec.path}; a path that starts with {@code /} starts at the root.
     */
    static String normalized(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    /** Whether a path leads out of the tree on its way. */
    static boolean leaves(String path) {
        int depth = 0;
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                depth--;
            } else if (!name.isEmpty() && !name.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
