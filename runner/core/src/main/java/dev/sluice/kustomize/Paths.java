package dev.sluice.kustomize;

import java.util.ArrayDeque;

/** Paths of a tree: names with {@code /} between them. */
final class Paths {

    private Paths() {}

    /** The path that a relative one means from a directory; it starts with {@code ..} where it leaves the tree. */
    static String join(String directory, String relative) {
        var names = new ArrayDeque<String>();
        for (String name : (directory + "/" + relative).split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..") && !names.isEmpty() && !names.peekLast().equals("..")) {
                names.removeLast();
            } else {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    static boolean leavesTree(String path) {
        return path.equals("..") || path.startsWith("../");
    }

    /** Whether a path is a directory or something below it; the empty path is the root of all. */
    static boolean isIn(String path, String directory) {
        return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
    }

    /** The last name of a path. */
    static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The way from a directory to a path of the same tree. */
    static String relative(String directory, String path) {
        String from = directory;
        var way = new StringBuilder();
        while (!isIn(path, from)) {
            way.append("../");
            from = from.contains("/") ? from.substring(0, from.lastIndexOf('/')) : "";
        }
        String rest = from.isEmpty() ? path : path.substring(Math.min(path.length(), from.length() + 1));
        way.append(rest);
        return way.toString();
    }
}
