package dev.sluice.kustomize;

import dev.sluice.object.YamlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where an object or a transformer comes from, as the annotations that {@code buildMetadata} asks for tell it. After
 * kustomize's {@code api/resource/origin.go}.
 *
 * @param path the resource file or directory, relative to the root of the build
 * @param configuredIn the file that configures the generator or transformer
 * @param configuredBy the configuration's lines below {@code configuredBy:}; empty where there is none
 */
record BuildOrigin(String path, String configuredIn, String configuredBy) {

    static final String ANNOTATION = "config.kubernetes.io/origin";
    static final String TRANSFORMATIONS_ANNOTATION = "alpha.config.kubernetes.io/transformations";
    static final BuildOrigin ROOT = new BuildOrigin("", "", "");

    /** The origin of what a path below this one names. */
    BuildOrigin append(String relative) {
        return new BuildOrigin(Paths.join(path, relative), configuredIn, configuredBy);
    }

    /** The origin of what a built-in generator or transformer of a kustomization file makes. */
    BuildOrigin builtIn(String file, String kind) {
        return new BuildOrigin("", Paths.join(path, file), "  apiVersion: builtin\n  kind: " + kind + "\n");
    }

    /** The origin of what a generator or transformer with a configuration of its own makes. */
    static @Nullable BuildOrigin ofConfiguration(Resource configuration) {
        String text = configuration.annotations().get(ANNOTATION);
        if (text == null) {
            return null;
        }
        String path = text.lines()
                .filter(line -> line.startsWith("path: "))
                .map(line -> line.substring("path: ".length()))
                .findFirst()
                .orElse("");
        return new BuildOrigin(
                "",
                path,
                line("apiVersion", configuration.type().apiVersion())
                        + line("kind", configuration.kind())
                        + line("name", configuration.name())
                        + line("namespace", configuration.namespace()));
    }

    private static String line(String key, String value) {
        return value.isEmpty() ? "" : "  " + key + ": " + YamlWriter.write(Nodes.string(value));
    }

    /** Says of every object that a transformer went over it. */
    void recordIn(ResourceMap resources) {
        for (Resource resource : resources.resources()) {
            if (!resource.annotations().containsKey(ANNOTATION)) {
                resource.annotate(ANNOTATION, toString());
                continue;
            }
            String before = resource.annotations().getOrDefault(TRANSFORMATIONS_ANNOTATION, "");
            String entry = "- " + toString().strip().replace("\n", "\n  ") + "\n";
            resource.annotate(TRANSFORMATIONS_ANNOTATION, before + entry);
        }
    }

    /** The value of the annotation. */
    @Override
    public String toString() {
        String by = configuredBy.isEmpty() ? "" : "configuredBy:\n" + configuredBy;
        return (path.isEmpty() ? "" : "path: " + path + "\n")
                + (configuredIn.isEmpty() ? "" : "configuredIn: " + configuredIn + "\n")
                + by;
    }
}
