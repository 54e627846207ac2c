package dev.sluice.kustomize;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Guesses why a directory has no kustomization file, from what lies in it. */
final class MissingKustomization {

    private static final int FEW = 3;

    private final List<String> names;
    private final Predicate<String> isDirectory;
    private final Predicate<String> isThere;

    /**
     * @param names what lies in the directory
     * @param isDirectory tells of a name whether it is a directory
     * @param isThere tells of a path from the directory whether it is a file
     */
    MissingKustomization(List<String> names, Predicate<String> isDirectory, Predicate<String> isThere) {
        this.names = names;
        this.isDirectory = isDirectory;
        this.isThere = isThere;
    }

    /** What to do about it. */
    String hint() {
        return Stream.of(misnamed(), below(), manifests())
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(names.isEmpty() ? "the directory is empty" : "it holds " + few(names));
    }

    private Optional<String> misnamed() {
        return names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("kustomiz"))
                .findFirst()
                .map(name -> Kustomization.FILE_NAMES.contains(name)
                        ? (isDirectory.test(name) ? name + " is a directory" : name + " is no regular file")
                        : "rename " + name + " to kustomization.yaml");
    }

    private Optional<String> below() {
        List<String> built = names.stream()
                .filter(isDirectory)
                .filter(name -> Kustomization.FILE_NAMES.stream().anyMatch(file -> isThere.test(name + "/" + file)))
                .toList();
        return built.isEmpty() ? Optional.empty() : Optional.of("there is one in " + few(built));
    }

    private Optional<String> manifests() {
        List<String> files = names.stream()
                .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
                .filter(name -> !isDirectory.test(name))
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of("make a kustomization.yaml that lists " + few(files) + " under resources");
    }

    private static String few(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(FEW, names.size())));
        return names.size() <= FEW ? shown : shown + " and " + (names.size() - FEW) + " more";
    }
}
