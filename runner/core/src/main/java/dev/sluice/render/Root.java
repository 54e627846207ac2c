package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.UnitBuilder.Built;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The unit a run starts with: implicit, or the Kustomization of that name that its own output defines. */
final class Root {

    /** A root that patches its own definition settles in two rounds; more only delay the answer that it never does. */
    private static final int MAX_ROUNDS = 5;

    private final FluxObjects flux;
    private final UnitBuilder builder;
    private final SourceCatalog sources;

    Root(FluxObjects flux, UnitBuilder builder, SourceCatalog sources) {
        this.flux = flux;
        this.builder = builder;
        this.sources = sources;
    }

    /**
     * The root's objects.
     *
     * @throws InvalidInput if anything is wrong with them, or the root changes its own definition without end
     */
    Built build(Entry entry) {
        KustomizationSpec implicit =
                flux.root(entry.namespace(), entry.name(), "./" + entry.paths().get(0), entry.prune());
        sources.bindWorkspace(implicit.sourceRef());
        Built built = build(implicit, entry.paths());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Optional<KustomizationSpec> definition = find(built, implicit.id()).map(flux::kustomization);
            KustomizationSpec spec = definition.orElse(implicit);
            sources.bindWorkspace(spec.sourceRef());
            boolean otherFiles = takesUpSource(built, spec);
            if (!otherFiles
                    && spec.manifest().content().equals(built.spec().manifest().content())) {
                return built;
            }
            boolean isOne = definition.isPresent() && entry.paths().size() == 1;
            built = build(spec, isOne ? List.of(spec.path()) : entry.paths());
        }
        throw new InvalidInput(
                built.spec().manifest().origin().toString(),
                implicit.id() + ": defines itself anew each time it is built, " + MAX_ROUNDS + " times");
    }

    /** The workspace stands for the root's source, with the ignore rules of that source's object. */
    private boolean takesUpSource(Built built, KustomizationSpec spec) {
        ObjectId source = SourceCatalog.id(spec.sourceRef());
        return source.kind().equals("GitRepository")
                && find(built, source)
                        .filter(manifest -> flux.validate(manifest).isEmpty())
                        .map(flux::gitRepository)
                        .filter(sources::define)
                        .isPresent();
    }

    private Built build(KustomizationSpec spec, List<String> paths) {
        var parts = new ArrayList<Built>();
        var problems = new ArrayList<Problem>();
        for (String path : paths) {
            try {
                parts.add(builder.build(spec.withPath(path)));
            } catch (InvalidInput e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        List<Manifest> manifests =
                parts.stream().flatMap(part -> part.manifests().stream()).toList();
        List<Problem> warnings =
                parts.stream().flatMap(part -> part.warnings().stream()).toList();
        List<Problem> mistakes =
                parts.stream().flatMap(part -> part.problems().stream()).toList();
        List<Manifest> open =
                parts.stream().flatMap(part -> part.open().stream()).toList();
        return new Built(spec, parts.get(0).source(), manifests, warnings, mistakes, open);
    }

    private static Optional<Manifest> find(Built built, ObjectId id) {
        return built.manifests().stream()
                .filter(manifest -> manifest.id().equals(id))
                .findFirst();
    }
}
