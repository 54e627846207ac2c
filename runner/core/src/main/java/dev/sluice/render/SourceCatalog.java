package dev.sluice.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.flux.FieldProblem;
import dev.sluice.flux.SourceReference;
import dev.sluice.object.ObjectId;
import dev.sluice.source.Source;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.SourceSpec;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sources of one render: what stands for the workspace, what a local directory stands for, and what is fetched, each
 * once. Safe for use by several threads.
 */
final class SourceCatalog {

    static final String SOURCE_GROUP = "source.toolkit.fluxcd.io";
    private static final String GIT = "GitRepository";
    private static final String GENERIC = "generic";

    private final Workspace workspace;
    private final Map<String, Path> localSources;
    private final Map<String, String> environment;
    private final SourceFetcher fetcher;
    private final Function<ObjectId, Optional<Credentials>> secrets;
    private final NotReadyYet notReady;
    private final RunListener listener;
    private final Sharing sharing;
    private final Set<SourceReference> bound = ConcurrentHashMap.newKeySet();
    private final Map<SourceReference, SourceSpec> defined = new ConcurrentHashMap<>();
    private final Map<SourceReference, String> verified = new ConcurrentHashMap<>();
    private final AskedOnce<SourceReference, SourceTree> trees = new AskedOnce<>();
    private final SourceKeys keys;

    /**
     * @param localSources directories by {@code Kind/namespace/name} of the source they stand for
     * @param secrets the data of a Secret that this run applies, or that is in the target
     * @param standing the data of a Secret that is in the target, else that this run applies
     */
    SourceCatalog(
            Workspace workspace,
            Map<String, Path> localSources,
            Map<String, String> environment,
            SourceFetcher fetcher,
            Function<ObjectId, Optional<Credentials>> secrets,
            Function<ObjectId, Optional<Credentials>> standing,
            NotReadyYet notReady,
            RunListener listener,
            Sharing sharing) {
        this.workspace = workspace;
        this.localSources = Map.copyOf(localSources);
        this.environment = Map.copyOf(environment);
        this.fetcher = fetcher;
        this.secrets = secrets;
        this.keys = new SourceKeys(secrets, standing);
        this.notReady = notReady;
        this.listener = listener;
        this.sharing = sharing;
    }

    static SourceReference reference(SourceSpec spec) {
        return new SourceReference(GIT, spec.id().namespace(), spec.id().name());
    }

    /**
     * Takes up a source object of a unit's output; the last definition counts.
     *
     * @return whether the source's files may be others now
     */
    boolean define(SourceSpec spec) {
        SourceReference reference = reference(spec);
        SourceSpec before = defined.put(reference, spec);
        boolean same = bound.contains(reference)
                ? Objects.equals(before == null ? null : before.ignore(), spec.ignore())
                : before != null
                        && before.manifest().content().equals(spec.manifest().content());
        if (!same) {
            trees.forget(reference);
        }
        return !same;
    }

    /** Makes the workspace stand for a source, whatever its object says; its {@code spec.ignore} counts all the same. */
    void bindWorkspace(SourceReference reference) {
        if (bound.add(reference)) {
            trees.forget(reference);
        }
    }

    /** Whether the source's object forbids to fetch it; what stands for a source does not care. */
    boolean isSuspended(SourceReference reference) {
        SourceSpec spec = defined.get(reference);
        return spec != null
                && !isReplaced(reference)
                && spec.manifest().content().path("spec").path("suspend").asBoolean();
    }

    /** Whether the source's files have to be fetched. */
    boolean isElsewhere(SourceReference reference) {
        SourceSpec spec = defined.get(reference);
        return spec != null && isFetched(reference, spec);
    }

    /** Whether a directory of this machine stands for the source, the workspace or another. */
    boolean isReplaced(SourceReference reference) {
        return bound.contains(reference) || localSources.containsKey(reference.toString());
    }

    /** Whether the source can be had: it is bound, stands for a local directory, or it and all it includes are defined. */
    boolean knows(SourceReference reference) {
        if (isReplaced(reference)) {
            return true;
        }
        SourceSpec spec = defined.get(reference);
        return spec != null && spec.include().stream().allMatch(include -> isKnown(included(spec, include)));
    }

    private boolean isKnown(SourceReference reference) {
        return isReplaced(reference) || defined.containsKey(reference);
    }

    /** The Secrets that fetching this source reads, and so those of the sources it includes. */
    List<ObjectId> secretsOf(SourceReference reference) {
        SourceSpec spec = defined.get(reference);
        if (spec == null || !isFetched(reference, spec)) {
            return List.of();
        }
        var ids = new ArrayList<ObjectId>();
        ids.addAll(secretsOf(spec));
        for (SourceSpec.Include include : spec.include()) {
            SourceSpec included = defined.get(included(spec, include));
            if (included != null) {
                ids.addAll(secretsOf(included));
            }
        }
        return ids;
    }

    /** Every source that is defined, not suspended and not yet asked for. */
    List<SourceReference> untouched() {
        return defined.keySet().stream()
                .filter(reference -> !trees.contains(reference) && !isSuspended(reference))
                .sorted((left, right) -> left.toString().compareTo(right.toString()))
                .toList();
    }

    /** Forgets the sources that could not be had: at another look, the run may write the Secrets they read. */
    void forgetFailures() {
        trees.forgetFailures();
        // What was verified with keys of the target may have others now.
        defined.values().stream()
                .filter(spec -> spec.verification().isPresent())
                .map(SourceCatalog::reference)
                .forEach(trees::forget);
    }

    /** What is wrong with how sources are to be verified. */
    List<Problem> mistakenVerifications() {
        return defined.values().stream()
                .flatMap(spec -> SourceKeys.mistake(spec).stream())
                .toList();
    }

    /**
     * The verifications of sources whose commit is not fetched, as something of this machine stands for them: each answers
     * what the user should know.
     */
    Stream<Callable<List<Problem>>> verifications() {
        return defined.values().stream()
                .filter(spec -> spec.verification().isPresent() && !isFetched(reference(spec), spec))
                .sorted(Comparator.comparing(spec -> spec.id().toString()))
                .map(spec -> () -> verifyReplaced(reference(spec), spec));
    }

    /** The workspace is verified; a local directory cannot be. */
    private List<Problem> verifyReplaced(SourceReference reference, SourceSpec spec) {
        if (localSources.containsKey(reference.toString())) {
            return List.of(FieldProblem.of(
                    spec.manifest(),
                    "spec.verify",
                    "is not verified: --local-source takes " + localSources.get(reference.toString()) + " in its place",
                    null));
        }
        try {
            SourceTree tree = tree(reference);
            String said = fetcher.verify(spec, keys.ofWorkspace(spec), workspace, tree.seen());
            verified.put(reference, said);
            tellVerified(reference, tree.source().verified(said));
            return List.of();
        } catch (RunFailure e) {
            notReady.source(spec.id(), e);
            throw e;
        }
    }

    /** The source of a unit, with what is known of its signature. */
    Source verified(SourceReference reference, Source source) {
        String said = verified.get(reference);
        return said == null ? source : source.verified(said);
    }

    /** The source's files; fetched where nobody asked before, else waited for. */
    SourceTree tree(SourceReference reference) {
        return trees.get(reference, () -> open(reference));
    }

    /** The text of a file that a message names, of whichever source was opened; empty where there is none. */
    Optional<String> text(String displayed) {
        return trees.there()
                .map(this::tree)
                .sorted(Comparator.comparing((SourceTree tree) -> tree.prefix().length())
                        .reversed())
                .flatMap(tree -> tree.text(displayed).stream())
                .findFirst();
    }

    /** The files that were read so far, by their names in messages. */
    Set<String> read() {
        return trees.there()
                .map(this::tree)
                .flatMap(tree -> tree.readFiles().stream())
                .collect(Collectors.toSet());
    }

    private SourceTree open(SourceReference reference) {
        SourceSpec spec = defined.get(reference);
        String ignore = spec == null ? null : spec.ignore();
        Path local = localSources.get(reference.toString());
        if (local != null) {
            Workspace replacement = sharing.directory(local, () -> directory(local));
            return announce(reference, sharing.tree(replacement.source(ignore), displayed(local, replacement)));
        }
        if (bound.contains(reference)) {
            return workspaceTree(reference, ignore);
        }
        if (spec == null) {
            throw new InvalidInput(reference.toString(), "source not found");
        }
        if (!isFetched(reference, spec)) {
            return workspaceTree(reference, ignore);
        }
        refuseUnsupported(spec);
        refuseCycle(reference, List.of());
        return announce(reference, sharing.tree(fetch(spec), reference.namespace() + "/" + reference.name()));
    }

    private Source fetch(SourceSpec spec) {
        try {
            Optional<Credentials> secret = secretData(spec);
            Function<SourceSpec.Include, Source> includes =
                    include -> tree(included(spec, include)).source();
            List<Source> included = spec.include().stream().map(includes).toList();
            return sharing.fetched(spec, secret, included, () -> fetcher.fetch(spec, secret, keys.of(spec), includes));
        } catch (RunFailure e) {
            notReady.source(spec.id(), e);
            throw e;
        }
    }

    /** What the names of a local directory's files begin with: a file of the workspace has one name, whichever source it is in. */
    private String displayed(Path local, Workspace replacement) {
        return replacement.root().startsWith(workspace.root())
                ? workspace.root().relativize(replacement.root()).toString().replace('\\', '/')
                : local.toString();
    }

    /** A directory within a checkout stands for itself, not for the checkout. */
    private Workspace directory(Path local) {
        Workspace folder = Workspace.folder(local);
        Workspace checkout = Workspace.of(local, environment);
        return checkout.root().equals(folder.root()) ? checkout : folder;
    }

    /** Two sources that include each other would wait for each other forever. */
    private void refuseCycle(SourceReference reference, List<SourceReference> path) {
        SourceSpec spec = defined.get(reference);
        if (spec == null) {
            return;
        }
        if (path.contains(reference)) {
            throw new InvalidInput(spec.manifest().origin().toString(), reference + ": the source includes itself");
        }
        List<SourceReference> deeper =
                Stream.concat(path.stream(), Stream.of(reference)).toList();
        spec.include().forEach(include -> refuseCycle(included(spec, include), deeper));
    }

    private static void refuseUnsupported(SourceSpec spec) {
        JsonNode fields = spec.manifest().content().path("spec");
        String provider = fields.path("provider").asText(GENERIC);
        if (!provider.equals(GENERIC)) {
            throw unsupported(
                    spec,
                    "spec.provider " + provider,
                    provider.equals("github")
                            ? "tokens of GitHub Apps are not asked for"
                            : "a run has no workload identity of a cloud");
        }
        if (fields.has("serviceAccountName")) {
            throw unsupported(spec, "spec.serviceAccountName", "a run has no workload identity of a cloud");
        }
        if (fields.has("proxySecretRef")) {
            throw unsupported(spec, "spec.proxySecretRef", "Git servers are asked without a proxy");
        }
    }

    private static Rejected unsupported(SourceSpec spec, String field, String why) {
        return new Rejected(
                spec.id().toString(),
                field + " is not supported yet: " + why,
                "give a login in spec.secretRef, or a directory with --local-source " + reference(spec) + "=PATH",
                null);
    }

    private SourceTree workspaceTree(SourceReference reference, @Nullable String ignore) {
        return announce(reference, sharing.tree(workspace.source(ignore), ""));
    }

    private SourceTree announce(SourceReference reference, SourceTree tree) {
        Source source = tree.source();
        listener.on(
                new RunEvent.SourceReady(id(reference), source.revision(), "stored artifact for " + source.summary()));
        tellVerified(reference, source);
        return tree;
    }

    private void tellVerified(SourceReference reference, Source source) {
        if (!source.verified().isEmpty()) {
            listener.on(new RunEvent.SourceVerified(id(reference), source.revision(), source.verified()));
        }
    }

    private boolean isFetched(SourceReference reference, SourceSpec spec) {
        return !isReplaced(reference) && !workspace.matchesRemote(spec.url(), spec.reference());
    }

    private static SourceReference included(SourceSpec spec, SourceSpec.Include include) {
        return new SourceReference(GIT, spec.id().namespace(), include.repository());
    }

    private static List<ObjectId> secretsOf(SourceSpec spec) {
        return Stream.of(secretOf(spec), SourceKeys.secretOf(spec))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ObjectId> secretOf(SourceSpec spec) {
        return Optional.ofNullable(spec.secretName())
                .map(name -> new ObjectId("", "Secret", spec.id().namespace(), name));
    }

    /** What the Secret of a source holds; it may be missing where the source's host has a login of its own. */
    private Optional<Credentials> secretData(SourceSpec spec) {
        Optional<Credentials> data = secretOf(spec).flatMap(secrets);
        if (data.isEmpty() && spec.secretName() != null && !fetcher.hasLogin(spec.url())) {
            throw new InvalidInput(List.of(FieldProblem.of(
                    spec.manifest(),
                    "spec.secretRef.name",
                    "failed to get secret '" + spec.id().namespace() + "/" + spec.secretName() + "': secrets \""
                            + spec.secretName() + "\" not found",
                    "write it in this repository, put it into the target, or name the host's login in sluice.yaml")));
        }
        return data;
    }

    static ObjectId id(SourceReference reference) {
        return new ObjectId(SOURCE_GROUP, reference.kind(), reference.namespace(), reference.name());
    }
}
