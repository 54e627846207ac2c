package dev.sluice.render;

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

    Built build(Entry entry) {
        KustomizationSpec spec =
                flux.root(entry.namespace(), entry.name(), "./" + entry.paths().get(0), entry.prune());
        sources.bindWorkspace(spec.sourceRef());
        Built built = build(spec, entry.paths());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Optional<Manifest> definition = find(built, spec.id());
            if (definition.isEmpty()
                    || definition.get().content().equals(built.spec().manifest().content())) {
                return built;
            }
            KustomizationSpec own = flux.kustomization(definition.get());
            bindSource(built, own);
            built = build(own, entry.paths().size() > 1 ? entry.paths() : List.of(own.path()));
        }
        return built;
    }

    /** The workspace stands for the root's source, with the ignore rules of that source's object. */
    private void bindSource(Built built, KustomizationSpec own) {
        ObjectId source = new ObjectId(
                SourceCatalog.SOURCE_GROUP,
                own.sourceRef().kind(),
                own.sourceRef().namespace(),
                own.sourceRef().name());
        if (source.kind().equals("GitRepository")) {
            find(built, source)
                    .filter(manifest -> flux.validate(manifest).isEmpty())
                    .ifPresent(manifest -> sources.define(flux.gitRepository(manifest)));
        }
        sources.rebind(own.sourceRef());
    }

    private Built build(KustomizationSpec spec, List<String> paths) {
        var manifests = new ArrayList<Manifest>();
        Built last = builder.build(spec.withPath(paths.get(0)));
        var warnings = new ArrayList<>(last.warnings());
        manifests.addAll(last.manifests());
        for (String path : paths.subList(1, paths.size())) {
            Built more = builder.build(spec.withPath(path));
            manifests.addAll(more.manifests());
            warnings.addAll(more.warnings());
        }
        return new Built(spec, last.source(), manifests, warnings);
    }

    private static Optional<Manifest> find(Built built, ObjectId id) {
        return built.manifests().stream()
                .filter(manifest -> manifest.id().equals(id))
                .findFirst();
    }
}
