package dev.sluice.source;

import java.util.Map;
import java.util.Set;

/**
 * What somebody has seen of a workspace, by paths below its root.
 *
 * @param contents of the files that were read, as they were read
 * @param directories those that were listed
 */
public record SeenFiles(Map<String, byte[]> contents, Set<String> directories) {

    public SeenFiles {
        contents = Map.copyOf(contents);
        directories = Set.copyOf(directories);
    }
}
