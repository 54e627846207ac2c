package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the files are called when each object of a build gets one of its own:
 * {@code [NAMESPACE_][GROUP_]VERSION_KIND_NAME.yaml}, the namespace where the build has several. After kustomize's
 * {@code kustomize/commands/build/writer.go}.
 */
final class ObjectFiles {

    private ObjectFiles() {}

    /**
     * The objects by their files' names.
     *
     * @throws InvalidInput if a name cannot be a file's, or would be two objects'; kustomize writes outside of the
     *     directory then, or loses one of them
     */
    static Map<String, Manifest> of(List<Manifest> manifests) {
        boolean severalNamespaces = manifests.stream()
                        .map(ObjectFiles::namespace)
                        .filter(namespace -> !namespace.isEmpty())
                        .distinct()
                        .count()
                > 1;
        var files = new LinkedHashMap<String, Manifest>();
        var problems = new ArrayList<Problem>();
        for (Manifest manifest : manifests) {
            String name = name(manifest, severalNamespaces);
            Manifest other = files.putIfAbsent(name, manifest);
            if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
                problems.add(Problem.of(
                        manifest.origin().toString(),
                        manifest.id() + " cannot have a file of its own: '" + name + "' is no name of a file"));
            } else if (other != null) {
                problems.add(Problem.of(
                        manifest.origin().toString(),
                        manifest.id() + " and " + other.id() + " (" + other.origin() + ") would be one file, '" + name
                                + "'"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return files;
    }

    private static String name(Manifest manifest, boolean withNamespace) {
        GroupVersionKind type = GroupVersionKind.of(manifest.content());
        String name = Stream.of(
                        withNamespace ? namespace(manifest) : "",
                        type.group(),
                        type.version(),
                        type.kind(),
                        manifest.id().name())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("_"));
        return name.toLowerCase(Locale.ROOT) + ".yaml";
    }

    /** The namespace that an object is in when it names none, too; empty where it is in none. */
    private static String namespace(Manifest manifest) {
        if (Scopes.isClusterScoped(GroupVersionKind.of(manifest.content()))) {
            return "";
        }
        String namespace = manifest.id().namespace();
        return namespace.isEmpty() ? "default" : namespace;
    }
}
