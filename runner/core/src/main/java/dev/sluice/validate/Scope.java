package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.SourceReference;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Skipped;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All objects that a render has seen, and what follows from them: what checks ask. */
final class Scope {

    private final Rendered rendered;
    private final List<Manifest> applied = new ArrayList<>();
    private final Map<ObjectId, Manifest> flux = new LinkedHashMap<>();
    private final Set<ObjectId> defined = new HashSet<>();

    Scope(Rendered rendered) {
        this.rendered = rendered;
        for (Unit unit : rendered.units()) {
            applied.addAll(unit.manifests());
            unit.executed().forEach(manifest -> flux.putIfAbsent(manifest.id(), manifest));
            defined.add(unit.id());
            // What stands for a source needs no object.
            defined.add(source(unit.spec().sourceRef()));
        }
        applied.forEach(manifest -> defined.add(manifest.id()));
        defined.addAll(flux.keySet());
        rendered.skipped().stream().map(Skipped::id).forEach(defined::add);
        flux("HelmRelease").forEach(release -> chartOf(release).ifPresent(defined::add));
    }

    Rendered rendered() {
        return rendered;
    }

    /** What the units apply. */
    List<Manifest> applied() {
        return applied;
    }

    /** The Flux objects of one kind, each once. */
    List<Manifest> flux(String kind) {
        return flux.values().stream()
                .filter(manifest -> manifest.id().kind().equals(kind))
                .toList();
    }

    /** All Flux objects, each once. */
    List<Manifest> flux() {
        return List.copyOf(flux.values());
    }

    /** Whether a unit applies the object, the run carries it out, or one of those makes it. */
    boolean isDefined(ObjectId id) {
        return defined.contains(id);
    }

    /** Whether there may be objects that were not seen. */
    boolean hasUnseen() {
        return rendered.survey().unseen();
    }

    /** The object that stands for the workspace: the source of the root. */
    Optional<ObjectId> workspaceSource() {
        return rendered.units().stream()
                .filter(unit -> unit.id().equals(rendered.root()))
                .map(unit -> source(unit.spec().sourceRef()))
                .findFirst();
    }

    private static ObjectId source(SourceReference reference) {
        return new ObjectId(
                FluxKinds.groupOf(reference.kind()), reference.kind(), reference.namespace(), reference.name());
    }

    /** The HelmChart that helm-controller makes for a HelmRelease, in the namespace of the chart's source. */
    private static Optional<ObjectId> chartOf(Manifest release) {
        JsonNode reference = release.content().at("/spec/chart/spec/sourceRef");
        if (!reference.isObject()) {
            return Optional.empty();
        }
        String own = release.id().namespace();
        String namespace = reference.path("namespace").asText(own);
        return Optional.of(new ObjectId(
                FluxKinds.groupOf("HelmChart"),
                "HelmChart",
                namespace.isEmpty() ? own : namespace,
                own + "-" + release.id().name()));
    }

    /** Whether an object's definition lies in another cluster's unit. */
    static boolean isElsewhere(KustomizationSpec spec) {
        return spec.spec().has("kubeConfig");
    }
}
