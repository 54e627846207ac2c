package dev.sluice.validate;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Skipped;
import dev.sluice.render.Unit;
import dev.sluice.source.Source;
import dev.sluice.source.SourceFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Files of the workspace that hold Flux objects, lie below the path of a unit, and that no build has read: most often
 * somebody forgot to name them in a kustomization. Where a unit was not looked at, what lies below its path is not known.
 */
final class UnreachedFiles implements Check {

    private static final String FLUX = ".fluxcd.io/";

    @Override
    public void look(Scope scope, Findings findings) {
        Source workspace = scope.rendered().artifact().source();
        Map<String, KustomizationSpec> covered = covered(scope, workspace);
        Set<String> unknown = unlooked(scope);
        for (String file : files(workspace, covered.keySet())) {
            if (scope.rendered().survey().read().contains(file) || isBelowAny(file, unknown)) {
                continue;
            }
            objects(workspace, file).forEach(manifest -> nearest(file, covered)
                    .ifPresent(unit -> findings.note(problem(manifest, unit))));
        }
    }

    private static Problem problem(Manifest manifest, KustomizationSpec unit) {
        return new Problem(
                        manifest.origin().toString(),
                        manifest.id() + ": is in no unit: it lies below the path of " + unit.id()
                                + ", and nothing there names the file",
                        "name it in a kustomization, or leave it out with .sourceignore")
                .under(Rule.UNREACHED_FILE);
    }

    /** The directories that units are built from, of the workspace. */
    private static Map<String, KustomizationSpec> covered(Scope scope, Source workspace) {
        var paths = new HashMap<String, KustomizationSpec>();
        for (Unit unit : scope.rendered().units()) {
            if (unit.source().directory().equals(workspace.directory())) {
                paths.putIfAbsent(normalized(unit.spec().path()), unit.spec());
            }
        }
        return paths;
    }

    /** The paths of Kustomizations that were not built. */
    private static Set<String> unlooked(Scope scope) {
        var paths = new TreeSet<String>();
        Set<ObjectId> built = scope.rendered().units().stream().map(Unit::id).collect(Collectors.toSet());
        for (Manifest manifest : scope.flux("Kustomization")) {
            if (!built.contains(manifest.id())) {
                paths.add(normalized(manifest.content().at("/spec/path").asText()));
            }
        }
        scope.rendered().skipped().stream()
                .filter(skipped -> KustomizationSpec.isKustomization(skipped.id()))
                .map(Skipped::origin)
                .forEach(origin -> paths.add(origin.file()));
        return paths;
    }

    private static String normalized(String path) {
        String normal = Path.of("/", path).normalize().toString().replace('\\', '/');
        return normal.substring(1);
    }

    private static boolean isBelowAny(String file, Set<String> directories) {
        return directories.stream().anyMatch(directory -> isBelow(file, directory));
    }

    private static boolean isBelow(String file, String directory) {
        return directory.isEmpty() || file.equals(directory) || file.startsWith(directory + "/");
    }

    private static Optional<KustomizationSpec> nearest(String file, Map<String, KustomizationSpec> covered) {
        return covered.keySet().stream()
                .filter(directory -> isBelow(file, directory))
                .max((left, right) -> Integer.compare(left.length(), right.length()))
                .map(covered::get);
    }

    /** The YAML files below some directories, each once, in their order. */
    private static Set<String> files(Source workspace, Set<String> directories) {
        var files = new TreeSet<String>();
        var walked = new HashSet<String>();
        // What is above comes first: of two directories of which one lies in the other, only that one is walked.
        for (String directory : new TreeSet<>(directories)) {
            if (isBelowAny(directory, walked)) {
                continue;
            }
            walked.add(directory);
            Path start = workspace.directory().resolve(directory);
            if (Files.isDirectory(start)) {
                walk(workspace, start, files);
            }
        }
        return files;
    }

    private static void walk(Source workspace, Path start, Set<String> files) {
        SourceFilter filter = workspace.filter();
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name =
                            workspace.directory().relativize(file).toString().replace('\\', '/');
                    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
                    if (yaml && attributes.isRegularFile() && !filter.ignored(name, false)) {
                        files.add(name);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException why) {
                    // What no build has read need not be readable.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Flux objects of a file; nothing where it holds no objects. */
    private static List<Manifest> objects(Source workspace, String file) {
        try {
            byte[] bytes = Files.readAllBytes(workspace.directory().resolve(file));
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!text.contains(FLUX)) {
                return List.of();
            }
            return Manifests.read(text, file).stream()
                    .filter(manifest -> isComplete(manifest.id()))
                    .toList();
        } catch (IOException | InvalidInput e) {
            // Templates and texts of other programs: nobody has said that it is Kubernetes' YAML.
            return List.of();
        }
    }

    private static boolean isComplete(ObjectId id) {
        return FluxObjects.isFlux(id) && !id.name().isEmpty();
    }
}
