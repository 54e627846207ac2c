package dev.sluice.tests.benchmark;

import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.kustomize.KustomizeOptions;
import dev.sluice.kustomize.LoadRestriction;
import dev.sluice.kustomize.Reorder;
import dev.sluice.object.Manifests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory that is built.
 *
 * @param tree the files that its kustomization may lead to
 * @param directory its path in the tree
 * @param flags as for {@code kustomize build}
 */
record KustomizeDirectory(Path tree, String directory, List<String> flags) {

    KustomizeDirectory {
        flags = List.copyOf(flags);
    }

    /** What {@link #line} wrote. */
    static KustomizeDirectory parse(String line) {
        String[] parts = line.split("\t", -1);
        return new KustomizeDirectory(
                Path.of(parts[0]), parts[1], parts[2].isEmpty() ? List.of() : List.of(parts[2].split(" ")));
    }

    /** All of it in one line. */
    String line() {
        return tree + "\t" + directory + "\t" + String.join(" ", flags);
    }

    Path path() {
        return tree.resolve(directory);
    }

    /** Builds it and writes the result, as {@code kustomize build} does; the length of the text, 0 where it is refused. */
    int build(Kustomizes kustomizes) {
        try {
            // The whole path in messages keeps files of different trees apart.
            var files = new DirectoryTree(tree, tree.toString());
            return Manifests.write(
                            kustomizes.of(options()).build(files, directory).manifests())
                    .length();
        } catch (InvalidInput e) {
            return 0;
        }
    }

    /**
     * @throws IllegalStateException if it does not build: a refusal is quick, and no result to measure
     */
    void requireResult() {
        if (build(new Kustomizes()) == 0) {
            throw new IllegalStateException(path() + " does not build");
        }
    }

    private KustomizeOptions options() {
        KustomizeOptions options = KustomizeOptions.defaults();
        for (String flag : flags) {
            options = switch (flag) {
                case "none" -> options.with(Reorder.NONE);
                case "legacy" -> options.with(Reorder.LEGACY);
                case "LoadRestrictionsNone" -> options.with(LoadRestriction.NONE);
                case "--enable-managedby-label" -> options.withManagedByLabel();
                default -> options;
            };
        }
        return options;
    }

    /** A {@link Kustomize} for each combination of options. */
    static final class Kustomizes {
        private final Map<KustomizeOptions, Kustomize> byOptions = new ConcurrentHashMap<>();

        Kustomize of(KustomizeOptions options) {
            return byOptions.computeIfAbsent(options, Kustomize::new);
        }
    }
}
