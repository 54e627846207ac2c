package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

/**
 * The files of a chart.
 *
 * @param tree the tree that they are in
 * @param directory where {@code Chart.yaml} lies; the empty text is the tree's root
 */
public record ChartFiles(FileTree tree, String directory) {

    public ChartFiles {
        requireNonNull(tree, "tree");
        requireNonNull(directory, "directory");
    }
}
