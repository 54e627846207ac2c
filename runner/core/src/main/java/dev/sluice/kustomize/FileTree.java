package dev.sluice.kustomize;

import java.util.List;
import java.util.Optional;

/**
 * The files a build may read. Paths are relative to the tree's root, {@code /} between names, without {@code .} and
 * {@code ..}; the root is the empty text. A tree never answers what lies outside of its root, not even through a
 * symbolic link: it throws {@link dev.sluice.failure.InvalidInput} naming the path.
 */
public interface FileTree {

    /** What a user would call a path of this tree in a message. */
    String display(String path);

    /** The bytes of a regular file; empty where there is none. */
    Optional<byte[]> read(String path);

    boolean isDirectory(String path);

    /** Why {@link #read} answers nothing for what is no directory either. */
    default String absence(String path) {
        return "no such file or directory";
    }

    /** The names in a directory, sorted; empty where it is none. */
    List<String> list(String directory);

    /** What a person wrote in place of a file that was made for this build; empty where the file is a person's own. */
    default Optional<Rewritten> rewritten(String path) {
        return Optional.empty();
    }

    /** Where a path leads when symbolic links are followed; the path itself where there is nothing. */
    default String resolved(String path) {
        return path;
    }

    /** Whether the path itself is a symbolic link; a walk over a tree does not follow links. */
    default boolean isLink(String path) {
        return false;
    }
}
