package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.YamlWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an object or a transformer comes from, as the annotations that {@code buildMetadata} asks for tell it. After
 * kustomize's {@code api/resource/origin.go}.
 *
 * @param path the resource file or directory, relative to the root of the build or of its repository
 * @param repository the repository that it is from; empty for the tree that is built
 * @param reference what of the repository was asked for; empty for its default branch
 * @param configuredIn the file that configures the generator or transformer
 * @param configuredBy the lines of the field {@code configuredBy}; empty where there is none
 */
record BuildOrigin(String path, String repository, String reference, String configuredIn, String configuredBy) {

    static final String ANNOTATION = "config.kubernetes.io/origin";
    static final String TRANSFORMATIONS_ANNOTATION = "alpha.config.kubernetes.io/transformations";
    static final BuildOrigin ROOT = new BuildOrigin("", "", "", "", "");

    /** What kustomize calls the root of a repository, by a slip: the directory in which it thinks the clone is. */
    private static final String REPOSITORY_ROOT = "notCloned";

    /** The origin of what a path below this one names, or a URL. */
    BuildOrigin append(String entry) {
        Optional<RemoteUrl> url = RemoteUrl.parse(entry);
        if (url.isEmpty()) {
            return new BuildOrigin(Paths.join(path, entry), repository, reference, configuredIn, configuredBy);
        }
        RemoteBase base = url.get().base();
        String directory = base.directory().isEmpty() ? REPOSITORY_ROOT : base.directory();
        return new BuildOrigin(
                directory, RemoteUrl.withoutPassword(base.repository()), base.reference(), configuredIn, configuredBy);
    }

    /** The origin of what a built-in generator or transformer of a kustomization file makes. */
    BuildOrigin builtIn(String file, String kind) {
        ObjectNode by = Nodes.mapping().put("apiVersion", "builtin").put("kind", kind);
        return new BuildOrigin("", repository, reference, Paths.join(path, file), field("configuredBy", by));
    }

    /** The origin of what a generator or transformer with a configuration of its own makes. */
    static @Nullable BuildOrigin ofConfiguration(Resource configuration) {
        String text = configuration.annotations().get(ANNOTATION);
        if (text == null) {
            return null;
        }
        JsonNode origin = BuildFiles.configuration(text, ANNOTATION).content();
        ObjectNode by = Nodes.mapping();
        put(by, "apiVersion", configuration.type().apiVersion());
        put(by, "kind", configuration.kind());
        put(by, "name", configuration.name());
        put(by, "namespace", configuration.namespace());
        return new BuildOrigin(
                "",
                Nodes.text(origin.path("repo")),
                Nodes.text(origin.path("ref")),
                Nodes.text(origin.path("path")),
                by.isEmpty() ? "" : field("configuredBy", by));
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
        return field("path", path)
                + field("repo", repository)
                + field("ref", reference)
                + field("configuredIn", configuredIn)
                + configuredBy;
    }

    private static String field(String key, String value) {
        return value.isEmpty() ? "" : field(key, Nodes.string(value));
    }

    private static String field(String key, JsonNode value) {
        return YamlWriter.write(Nodes.mapping().set(key, value));
    }

    private static void put(ObjectNode mapping, String key, String value) {
        if (!value.isEmpty()) {
            mapping.put(key, value);
        }
    }
}
