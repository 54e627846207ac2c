package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Builds kustomizations, as {@code kustomize build} does; the rules are those of kustomize {@value #VERSION}. Programs
 * are not run, and nothing outside of the file tree is read. What files say is kept for the next build that reads them.
 * Safe for use by several threads.
 */
public final class Kustomize {

    /** The release of kustomize whose results these are. */
    public static final String VERSION = "v5.7.1";

    private static final String LOCAL_CONFIG = "config.kubernetes.io/local-config";
    private static final Map<String, String> MANAGED_BY =
            Map.of("app.kubernetes.io/managed-by", "kustomize-" + VERSION);

    private final KustomizeOptions options;
    private final RemoteBases remote;
    private final ChartInflator charts;
    private final ParsedFiles parsed = new ParsedFiles();

    /** Builds that read nothing but their tree. */
    public Kustomize(KustomizeOptions options) {
        this(options, RemoteBases.REFUSED, ChartInflator.NONE);
    }

    /**
     * @param remote answers what kustomizations name outside of their tree
     * @param charts renders the Helm charts that they name
     */
    public Kustomize(KustomizeOptions options, RemoteBases remote, ChartInflator charts) {
        this.options = requireNonNull(options, "options");
        this.remote = requireNonNull(remote, "remote");
        this.charts = requireNonNull(charts, "charts");
    }

    /**
     * The objects of the kustomization in a directory on disk, and of all that it builds on, wherever on this machine
     * that is.
     *
     * @throws InvalidInput if a file is wrong, naming the file and the line
     */
    public static KustomizeBuild build(Path directory, KustomizeOptions options) {
        return new Kustomize(options).build(LocalDirectory.of(Path.of(""), directory));
    }

    /**
     * The objects of the kustomization in a directory on disk.
     *
     * @throws InvalidInput if a file is wrong, naming the file and the line
     */
    public KustomizeBuild build(LocalDirectory directory) {
        return build(directory.tree(), directory.path());
    }

    /**
     * The objects of the kustomization in a directory.
     *
     * @param directory the directory's path in the tree; the empty text is the tree's root
     * @throws InvalidInput if a file is wrong, naming the file and the line
     */
    public KustomizeBuild build(FileTree tree, String directory) {
        String root = Paths.join("", directory);
        if (!tree.isDirectory(root)) {
            throw new InvalidInput(tree.display(root), "no such directory");
        }
        return build(KustomizationFiles.of(
                new BuildFiles(tree, parsed, remote, options.edition()), options.loadRestriction(), root));
    }

    /**
     * The objects of the kustomization in a directory of a Git repository.
     *
     * @param url one of which {@link #isRemote} is true
     * @throws InvalidInput if it is none, or if a file is wrong, naming the file and the line
     * @throws dev.sluice.failure.RunFailure if the repository cannot be had
     */
    public KustomizeBuild build(String url) {
        RemoteUrl entered = RemoteUrl.parse(url)
                .orElseThrow(() -> new InvalidInput(
                        RemoteUrl.masked(url),
                        RemoteUrl.objection(url).orElse("no URL of a directory of a Git repository")));
        KustomizationFiles files = Mistakes.get(
                entered.toString(),
                () -> KustomizationFiles.of(
                        BuildFiles.of(entered.base(), parsed, remote, options.edition()), entered, null));
        return build(files);
    }

    /** Whether {@code kustomize build} takes its argument for the URL of a repository, and not for a path. */
    public static boolean isRemote(String target) {
        return RemoteUrl.parse(target).isPresent();
    }

    private KustomizeBuild build(KustomizationFiles files) {
        Kustomization kustomization = files.kustomization();
        var accumulation = new Accumulation();
        accumulation.warnings().addAll(files.warnings());
        Mistakes.at(kustomization.location, () -> {
            var schemas = new BuildSchemas(options.edition());
            schemas.use(kustomization, files);
            BuildOrigin origin = kustomization.buildMetadata.isEmpty() ? null : BuildOrigin.ROOT;
            new Target(files, kustomization, schemas, new ChartSupport(charts, options.helm()), origin)
                    .accumulate(accumulation);
            finish(accumulation, kustomization);
        });
        if (kustomization.sortOptions != null && options.reorder() != Reorder.UNSPECIFIED) {
            accumulation
                    .warnings()
                    .add(Problem.of(
                            kustomization.sortOptions.location(),
                            "sortOptions count, and not the order that the build was asked for (--reorder)"));
        }
        List<Manifest> manifests = accumulation.resources().resources().stream()
                .map(Resource::manifest)
                .toList();
        return new KustomizeBuild(manifests, accumulation.warnings());
    }

    private void finish(Accumulation accumulation, Kustomization kustomization) {
        ResourceMap resources = accumulation.resources();
        new HashTransformer().transform(resources);
        accumulation.fixNameReferences();
        accumulation.resolveVariables();
        resources.changed();
        // A JSON patch can give two objects one name; kustomize panics where it notices.
        resources.requireUnique();
        resources.requireNamed();
        resources.keep(resource -> !isLocal(resource));
        sort(resources, kustomization);
        List<String> metadata = kustomization.buildMetadata;
        if (options.managedByLabel() || metadata.contains("managedByLabel")) {
            new EntryTransformer(MANAGED_BY, List.of(FieldSpec.METADATA_LABELS)).transform(resources);
        }
        for (Resource resource : resources.resources()) {
            Map<String, String> annotations = resource.annotations();
            if (!metadata.contains("originAnnotations")) {
                annotations.remove(BuildOrigin.ANNOTATION);
            }
            if (!metadata.contains("transformerAnnotations")) {
                annotations.remove(BuildOrigin.TRANSFORMATIONS_ANNOTATION);
            }
            resource.history().clear();
            resource.setAnnotations(annotations);
            SharedText.release(resource.content());
        }
        TextKeys.require(resources.resources());
    }

    private static boolean isLocal(Resource resource) {
        String value = resource.annotation(LOCAL_CONFIG);
        return value != null && !value.equals("false");
    }

    private void sort(ResourceMap resources, Kustomization kustomization) {
        Located<SortOptions> wanted = kustomization.sortOptions;
        if (wanted != null) {
            Mistakes.at(wanted.location(), () -> new SortTransformer(wanted.value()).transform(resources));
        } else if (options.reorder() != Reorder.NONE) {
            new SortTransformer(SortOptions.LEGACY).transform(resources);
        }
    }
}
