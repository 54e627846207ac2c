package dev.sluice.pipeline;

import dev.sluice.failure.InvalidInput;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the root of a repository that is no Git checkout (an unpacked archive, a copied folder): the nearest folder above
 * the entry in which every {@code spec.path} exists that the entry's own Kustomizations name.
 */
final class PlainFolder {

    private final Path current;

    /** Where the entry names no path, the current directory is the root, if it holds the entry. */
    PlainFolder(Path current) {
        this.current = current;
    }

    Path rootOf(Path entry) {
        try {
            Path start = entry.toRealPath();
            List<String> paths = paths(start);
            for (Path folder = start; folder != null && !paths.isEmpty(); folder = folder.getParent()) {
                if (paths.stream().map(folder::resolve).allMatch(Files::isDirectory)) {
                    return folder;
                }
            }
            // The root of all files is where containers start, and no repository.
            boolean isBelow = current.getParent() != null && start.startsWith(current.toRealPath());
            return isBelow ? current : start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> paths(Path entry) throws IOException {
        var paths = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.filter(PlainFolder::isYaml).sorted().toList()) {
                for (Manifest manifest : read(file)) {
                    if (KustomizationSpec.isKustomization(manifest.id())) {
                        paths.add(inside(
                                manifest.content().path("spec").path("path").asText("")));
                    }
                }
            }
        }
        return paths;
    }

    /** A path as Flux reads it: relative to the source's root, also where it starts with a slash. */
    private static String inside(String path) {
        return path.replaceFirst("^/+", "");
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
    }

    /** What is wrong with a file is the render's to tell, with everything else that is wrong. */
    private static List<Manifest> read(Path file) {
        try {
            return Manifests.read(Files.readString(file), file.toString());
        } catch (InvalidInput | IOException e) {
            return List.of();
        }
    }
}
