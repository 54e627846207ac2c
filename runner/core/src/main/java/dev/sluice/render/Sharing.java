package dev.sluice.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import dev.sluice.flux.Decryption;
import dev.sluice.flux.DirectoryBuild;
import dev.sluice.flux.FluxBuild;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.source.Source;
import dev.sluice.source.SourceSpec;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What several renders of one run have in common, so that nothing is read, parsed or built twice: the sources and their trees,
 * what is known of the workspace, and the builds that do not depend on the root. Each render answers what it would
 * answer alone. Safe for use by several threads; nothing outlives the run.
 */
public final class Sharing {

    /** Trees of one source by their names in messages. */
    private record TreeKey(Source source, String prefix) {}

    /** What a fetch depends on, but for what the server has. */
    private record Fetch(ObjectNode definition, Map<String, String> secret, List<Source> included) {

        /** Names messages; never the secret. */
        @Override
        public String toString() {
            JsonNode metadata = definition.path("metadata");
            return definition.path("kind").asText() + "/"
                    + metadata.path("namespace").asText() + "/"
                    + metadata.path("name").asText();
        }
    }

    private final boolean several;
    private final SharedBuilds builds = new SharedBuilds();
    private final Map<RemoteBases, DirectoryBuild> builders = new ConcurrentHashMap<>();
    private final Map<TreeKey, SourceTree> trees = new ConcurrentHashMap<>();
    private final AskedOnce<Workspace, List<Problem>> warnings = new AskedOnce<>();
    private final AskedOnce<Path, Workspace> directories = new AskedOnce<>();
    private final AskedOnce<Fetch, Source> sources = new AskedOnce<>();

    /** For several roots that are rendered with the same options. */
    public Sharing() {
        this(true);
    }

    private Sharing(boolean several) {
        this.several = several;
    }

    /** For a root that is alone: a run keeps nothing that it will not need again. */
    public static Sharing alone() {
        return new Sharing(false);
    }

    /** The build of units. */
    FluxBuild build(RemoteBases remote, Decryption decryption) {
        return several
                ? new FluxBuild(builders.computeIfAbsent(remote, DirectoryBuild::kustomize), decryption, builds)
                : new FluxBuild(DirectoryBuild.kustomize(remote), decryption);
    }

    /** The files of a source. */
    SourceTree tree(Source source, String prefix) {
        return several
                ? trees.computeIfAbsent(new TreeKey(source, prefix), key -> new SourceTree(key.source(), key.prefix()))
                : new SourceTree(source, prefix);
    }

    /** A directory that stands for a source. */
    Workspace directory(Path path, Supplier<Workspace> request) {
        return several ? directories.shared(path, request) : request.get();
    }

    /**
     * A source that is fetched. One whose commits are verified is fetched for each root: it is the root's keys that count.
     *
     * @param secret what its Secret holds
     * @param included the sources that it includes
     */
    Source fetched(SourceSpec spec, Optional<Credentials> secret, List<Source> included, Supplier<Source> request) {
        ObjectNode definition = spec.manifest().content();
        if (!several || definition.path("spec").has("verify")) {
            return request.get();
        }
        var texts = new HashMap<String, String>();
        secret.ifPresent(known ->
                known.data().forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.ISO_8859_1))));
        return sources.shared(new Fetch(definition, texts, included), request);
    }

    /** What the user should know of the workspace. */
    List<Problem> warnings(Workspace workspace) {
        return several
                ? warnings.get(workspace, () -> WorkspaceWarnings.of(workspace))
                : WorkspaceWarnings.of(workspace);
    }
}
