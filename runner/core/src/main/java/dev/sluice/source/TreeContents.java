package dev.sluice.source;

import java.nio.file.Path;
import java.util.List;

/** What is made of a commit's files before the cache keeps them. */
interface TreeContents {

    /** The name of the result in the cache: the commit, and all that changes what becomes of it. */
    String key(GitTarget target);

    /** Only paths that start with one of these are written; none: all. */
    List<String> sparseDirectories();

    /** Which symbolic links are written. */
    Links links();

    boolean hasSubmodules();

    /** Whether the commit was named itself, so that no reference may lead to it any more. */
    boolean isOfNamedCommit();

    /** Completes the tree. */
    void complete(Path tree);

    /** Symbolic links of a commit. */
    enum Links {
        /** Those that ignore rules are read through; the others are left out, as they are of Flux's artifacts. */
        IGNORE_FILES,
        /** All, as Git checks them out. Whoever reads the tree must not follow them out of it. */
        ALL
    }
}
