package dev.sluice.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.DecryptionKeys;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.SubstituteReference;
import dev.sluice.flux.Substitution;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds one unit from its source and the objects it reads. */
final class UnitBuilder {

    /** The objects of a unit as built, the source they were built from, and what was accepted with a warning. */
    record Built(KustomizationSpec spec, Source source, List<Manifest> manifests, List<Problem> warnings) {}

    private static final String METADATA = "metadata";
    private static final String TIMESTAMP = "creationTimestamp";

    private final FluxBuild build;
    private final SourceCatalog sources;
    private final WrittenObjects written;
    private final NotReadyYet notReady;
    private final boolean strict;

    UnitBuilder(FluxBuild build, SourceCatalog sources, WrittenObjects written, NotReadyYet notReady, boolean strict) {
        this.build = build;
        this.sources = sources;
        this.written = written;
        this.notReady = notReady;
        this.strict = strict;
    }

    Built build(KustomizationSpec spec) {
        SourceTree tree = sources.tree(spec.sourceRef());
        try {
            return build(spec, tree);
        } catch (InvalidInput e) {
            notReady.unit(spec.id(), tree.source().revision(), e);
            throw e;
        }
    }

    private Built build(KustomizationSpec spec, SourceTree tree) {
        Map<String, String> variables =
                Substitution.variables(spec, reference -> written.find(objectOf(spec, reference)));
        KustomizeBuild built = build.build(tree, spec, variables, keys(spec), strict);
        return new Built(spec, tree.source(), built.manifests(), built.warnings());
    }

    private DecryptionKeys keys(KustomizationSpec spec) {
        return build.decryption()
                .keySecret(spec)
                .map(id -> build.decryption().keys(spec, id, written.find(id)))
                .orElse(DecryptionKeys.NONE);
    }

    /** Why an object of a unit is left out: it is encrypted, and this version cannot decrypt it. */
    Optional<String> incapacity(Manifest manifest, KustomizationSpec spec) {
        return build.decryption().incapacity(manifest, spec);
    }

    /** That a unit waits for what is not there. */
    void blocked(ObjectId unit, String message) {
        notReady.blocked(unit, message);
    }

    /** What is applied of a unit's built objects, as it is applied. */
    List<Manifest> finish(KustomizationSpec spec, List<Manifest> applied) {
        return build.finish(applied, spec).stream()
                .map(UnitBuilder::withoutEmptyTimestamp)
                .toList();
    }

    /** Go writes a time that is not set as null; to an API server it says nothing, to a reader of files even less. */
    private static Manifest withoutEmptyTimestamp(Manifest manifest) {
        if (!manifest.content().path(METADATA).path(TIMESTAMP).isNull()) {
            return manifest;
        }
        ObjectNode content = manifest.content().deepCopy();
        content.withObject("/" + METADATA).remove(TIMESTAMP);
        return manifest.with(content);
    }

    /** Where a unit's files come from, with what is known of the signature in the end. */
    Source source(Built built) {
        return sources.verified(built.spec().sourceRef(), built.source());
    }

    /** The objects that building a unit reads: variables, the keys that decrypt, and the Secrets of its source. */
    List<ObjectId> reads(KustomizationSpec spec) {
        var ids = new ArrayList<ObjectId>();
        spec.substituteFrom().forEach(reference -> ids.add(objectOf(spec, reference)));
        build.decryption().keySecret(spec).ifPresent(ids::add);
        ids.addAll(sources.secretsOf(spec.sourceRef()));
        return ids;
    }

    /** The objects without which a unit cannot be built, of those that it reads. */
    List<ObjectId> needs(KustomizationSpec spec) {
        return spec.substituteFrom().stream()
                .filter(reference -> !reference.optional())
                .map(reference -> objectOf(spec, reference))
                .toList();
    }

    /** What keeps a unit from being built: what it needs and is nowhere, and a source that nothing defines. */
    List<ObjectId> missing(KustomizationSpec spec) {
        var missing = new ArrayList<>(
                needs(spec).stream().filter(id -> !written.isThere(id)).toList());
        if (!sources.knows(spec.sourceRef())) {
            missing.add(SourceCatalog.id(spec.sourceRef()));
        }
        return missing;
    }

    /** The units that write, as far as is known now, what building this one reads; never itself. */
    Set<ObjectId> writers(KustomizationSpec spec) {
        var writers = new LinkedHashSet<ObjectId>();
        reads(spec).forEach(id -> written.writer(id).ifPresent(writers::add));
        writers.remove(spec.id());
        return writers;
    }

    private static ObjectId objectOf(KustomizationSpec spec, SubstituteReference reference) {
        return new ObjectId("", reference.kind(), spec.id().namespace(), reference.name());
    }
}
