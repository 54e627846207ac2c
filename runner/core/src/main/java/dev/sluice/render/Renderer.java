package dev.sluice.render;

import dev.sluice.artifact.Artifact;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.SecretData;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.Workspace;
import java.nio.file.Path;
import java.util.HashSet;
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
    private final RemoteBases remote;
    private final FluxBuild build;
    private final RenderOptions options;
    private final Function<ObjectId, Optional<Manifest>> live;
    private final ExecutorService executor;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Sharing sharing;

    /**
     * @param localSources directories by {@code Kind/namespace/name} of the source they stand for
     * @param environment the environment of the process, for the revision of local sources
     * @param remote answers what kustomizations name outside of their source
     * @param sharing what the renders of a run have in common
     * @param live an object of the target; what a unit reads is looked for there when this run does not write it
     */
    public Renderer(
            Entry entry,
            Workspace workspace,
            Map<String, Path> localSources,
            Map<String, String> environment,
            SourceFetcher fetcher,
            FluxObjects flux,
            RemoteBases remote,
            RenderOptions options,
            Function<ObjectId, Optional<Manifest>> live,
            ExecutorService executor,
            RunListener listener,
            CancelSignal cancel,
            Sharing sharing) {
        this.entry = entry;
        this.workspace = workspace;
        this.localSources = Map.copyOf(localSources);
        this.environment = Map.copyOf(environment);
        this.fetcher = fetcher;
        this.flux = flux;
        this.remote = remote;
        this.build = sharing.build(remote, options.decryption());
        this.options = options;
        this.live = live;
        this.executor = executor;
        this.listener = listener;
        this.cancel = cancel;
        this.sharing = sharing;
    }

    /**
     * All units that can be reached from the entry. A survey tells what is wrong with them in its result, and no event.
     *
     * @throws dev.sluice.failure.InvalidInput with every mistake of every unit that could be reached
     */
    public Rendered render(Artifact artifact) {
        var written = new AtomicReference<>(new WrittenObjects(live));
        var secrets = new UntoldSecrets();
        var notReady = new NotReadyYet(secrets);
        var sources = new SourceCatalog(
                workspace,
                localSources,
                environment,
                fetcher,
                id -> credentials(written.get(), id),
                id -> standing(id).or(() -> credentials(written.get(), id)),
                notReady,
                listener,
                sharing);
        Places places = secrets.hiddenFrom(new FieldLines(sources, remote));
        try {
            Rendered rendered = discover(artifact, sources, written, notReady, secrets);
            if (options.survey()) {
                return rendered.warned(WorkspaceWarnings.links(workspace)).located(places);
            }
            rendered = rendered.warned(sharing.warnings(workspace)).located(places);
            rendered.warnings()
                    .forEach(warning -> listener.on(new RunEvent.Warning(warning.location(), warning.what())));
            listener.on(new RunEvent.GraphKnown(rendered.graph()));
            return rendered;
        } catch (InvalidInput e) {
            notReady.tell(listener);
            throw secrets.hide(e, places.located(e.problems()));
        } catch (RunFailure e) {
            notReady.tell(listener);
            throw e;
        }
    }

    private Rendered discover(
            Artifact artifact,
            SourceCatalog sources,
            AtomicReference<WrittenObjects> written,
            NotReadyYet notReady,
            UntoldSecrets secrets) {
        var expected = new HashSet<ObjectId>();
        while (true) {
            Discovery discovery = discovery(sources, written.get(), notReady, expected, secrets);
            Optional<Rendered> rendered = attempt(discovery, artifact, written.get(), expected);
            if (rendered.isPresent()) {
                return rendered.get();
            }
            expected.addAll(written.get().ids());
            sources.forgetFailures();
            notReady.forget();
            written.set(new WrittenObjects(live));
        }
    }

    /** Empty where a unit was built with an object of the target although another unit writes it, as is known only now. */
    private Optional<Rendered> attempt(
            Discovery discovery, Artifact artifact, WrittenObjects written, Set<ObjectId> expected) {
        try {
            Rendered rendered =
                    options.survey() ? discovery.survey(artifact, entry) : discovery.discover(artifact, entry);
            return outdated(discovery, written, expected) ? Optional.empty() : Optional.of(rendered);
        } catch (RunFailure failure) {
            if (outdated(discovery, written, expected)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** What was expected all along and read from the target all the same cannot be had earlier. */
    private static boolean outdated(Discovery discovery, WrittenObjects written, Set<ObjectId> expected) {
        return discovery.isStale() && !expected.containsAll(written.ids());
    }

    private Discovery discovery(
            SourceCatalog sources,
            WrittenObjects written,
            NotReadyYet notReady,
            Set<ObjectId> expected,
            UntoldSecrets secrets) {
        var builder = new UnitBuilder(build, sources, written, notReady, options, secrets);
        return new Discovery(flux, builder, sources, written, expected, options, new ParallelWork(executor, cancel));
    }

    /** What the target has, where it has the values, too. */
    private Optional<Credentials> standing(ObjectId id) {
        try {
            return live.apply(id).map(SecretData::of).map(Credentials::new);
        } catch (Rejected withoutValues) {
            return Optional.empty();
        }
    }

    private static Optional<Credentials> credentials(WrittenObjects written, ObjectId id) {
        return written.find(id).map(SecretData::of).map(Credentials::new);
    }
}
