package dev.sluice.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.artifact.Artifact;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.FluxObjects;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Renders an entry: builds the root, finds the units in what their parents render, and builds those, until there are no
 * more. Files are never scanned for units.
 */
public final class Renderer {

    private final Entry entry;
    private final Workspace workspace;
    private final Map<String, Path> localSources;
    private final Map<String, String> environment;
    private final SourceFetcher fetcher;
    private final FluxObjects flux;
    private final FluxBuild build;
    private final RenderOptions options;
    private final Function<ObjectId, Optional<Manifest>> live;
    private final ExecutorService executor;
    private final RunListener listener;

    /**
     * @param localSources directories by {@code Kind/namespace/name} of the source they stand for
     * @param environment the environment of the process, for the revision of local sources
     * @param live an object of the target; what a unit reads is looked for there when this run does not write it
     */
    public Renderer(
            Entry entry,
            Workspace workspace,
            Map<String, Path> localSources,
            Map<String, String> environment,
            SourceFetcher fetcher,
            FluxObjects flux,
            FluxBuild build,
            RenderOptions options,
            Function<ObjectId, Optional<Manifest>> live,
            ExecutorService executor,
            RunListener listener) {
        this.entry = entry;
        this.workspace = workspace;
        this.localSources = Map.copyOf(localSources);
        this.environment = Map.copyOf(environment);
        this.fetcher = fetcher;
        this.flux = flux;
        this.build = build;
        this.options = options;
        this.live = live;
        this.executor = executor;
        this.listener = listener;
    }

    /**
     * All units that can be reached from the entry.
     *
     * @throws dev.sluice.failure.InvalidInput with every mistake of every unit that could be reached
     */
    public Rendered render(Artifact artifact) {
        var written = new AtomicReference<>(new WrittenObjects(live));
        var sources = new SourceCatalog(
                workspace, localSources, environment, fetcher, id -> credentials(written.get(), id), listener);
        Discovery first = discovery(sources, written.get(), Set.of());
        Rendered rendered = first.discover(artifact, entry);
        if (first.isStale()) {
            Set<ObjectId> expected = written.get().ids();
            written.set(new WrittenObjects(live));
            rendered = discovery(sources, written.get(), expected).discover(artifact, entry);
        }
        listener.on(new RunEvent.GraphKnown(rendered.graph()));
        return rendered;
    }

    private Discovery discovery(SourceCatalog sources, WrittenObjects written, Set<ObjectId> expected) {
        var builder = new UnitBuilder(build, sources, written, options.strict());
        return new Discovery(flux, builder, sources, written, expected, options, executor);
    }

    private static Optional<Credentials> credentials(WrittenObjects written, ObjectId id) {
        return written.find(id).map(secret -> {
            var data = new HashMap<String, byte[]>();
            secret.content()
                    .path("data")
                    .properties()
                    .forEach(entry -> data.put(entry.getKey(), decoded(secret, entry)));
            secret.content()
                    .path("stringData")
                    .properties()
                    .forEach(entry ->
                            data.put(entry.getKey(), entry.getValue().asText().getBytes(StandardCharsets.UTF_8)));
            return new Credentials(data);
        });
    }

    /** The bytes of an entry of a Secret's {@code data}; line breaks between them do not count, as in Go. */
    private static byte[] decoded(Manifest secret, Map.Entry<String, JsonNode> entry) {
        try {
            return Base64.getDecoder().decode(entry.getValue().asText().replaceAll("[\\r\\n]", ""));
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes what it could not read.
            throw new InvalidInput(
                    secret.origin().toString(),
                    secret.id() + ": data." + entry.getKey() + " is no Base64",
                    "plain text goes into stringData");
        }
    }
}
