package dev.sluice.kustomize;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

    /** The names in a directory, sorted; empty where it is none. */
    List<String> list(String directory);

    /**
     * Where the fields of a file are written that stands here in other words than its author's: {@code file:line} by
     * paths such as {@code patches[1].target}. Empty where they are in the file itself.
     */
    default Optional<UnaryOperator<String>> places(String file) {
        return Optional.empty();
    }

    /** Whether the path itself is a symbolic link; a walk over a tree does not follow links. */
    default boolean isLink(String path) {
        return false;
    }
}
