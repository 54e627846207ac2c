package dev.sluice.render;

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
import java.util.function.Function;
import java.util.stream.Stream;

/** Builds one unit from its source and the objects it reads. */
final class UnitBuilder {

    /**
     * The objects of a unit as built, the source they were built from, and what was accepted with a warning.
     *
     * @param problems mistakes that a survey goes on with
     * @param open objects with variables that are not known in a survey; no part of the manifests
     */
    record Built(
            KustomizationSpec spec,
            Source source,
            List<Manifest> manifests,
            List<Problem> warnings,
            List<Problem> problems,
            List<Manifest> open) {
        Built(KustomizationSpec spec, Source source, List<Manifest> manifests, List<Problem> warnings) {
            this(spec, source, manifests, warnings, List.of(), List.of());
        }

        /** The same with more mistakes. */
        Built with(List<Problem> more) {
            List<Problem> all = Stream.concat(problems.stream(), more.stream()).toList();
            return new Built(spec, source, manifests, warnings, all, open);
        }
    }

    private final FluxBuild build;
    private final SourceCatalog sources;
    private final WrittenObjects written;
    private final NotReadyYet notReady;
    private final RenderOptions options;
    private final UntoldSecrets secrets;

    UnitBuilder(
            FluxBuild build,
            SourceCatalog sources,
            WrittenObjects written,
            NotReadyYet notReady,
            RenderOptions options,
            UntoldSecrets secrets) {
        this.build = build;
        this.sources = sources;
        this.written = written;
        this.notReady = notReady;
        this.options = options;
        this.secrets = secrets;
    }

    Built build(KustomizationSpec spec) {
        SourceTree tree = sources.tree(spec.sourceRef());
        try {
            return build(spec, tree);
        } catch (InvalidInput e) {
            notReady.unit(spec.id(), tree.source().revision(), e);
            throw options.survey() ? SurveyedBuild.of(spec, e) : e;
        }
    }

    private Built build(KustomizationSpec spec, SourceTree tree) {
        Function<SubstituteReference, Optional<Manifest>> lookup =
                reference -> written.find(objectOf(spec, reference)).map(secrets::seen);
        if (options.survey()) {
            return new SurveyedBuild(build, options.strict()).build(tree, spec, keys(spec), lookup);
        }
        Map<String, String> variables = Substitution.variables(spec, lookup);
        KustomizeBuild built = build.build(tree, spec, variables, keys(spec), options.strict());
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
    List<Manifest> finish(Built built, List<Manifest> applied) {
        KustomizationSpec spec = built.spec();
        List<Problem> refusals = build.decryption().refusals(applied, spec);
        if (!refusals.isEmpty()) {
            var failure = new InvalidInput(refusals);
            notReady.refused(spec.id(), built.source().revision(), failure);
            throw failure;
        }
        return build.applied(applied, spec);
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

    /** The objects that building a unit reads, and no unit writes. */
    List<ObjectId> unwritten(KustomizationSpec spec) {
        return spec.substituteFrom().stream()
                .map(reference -> objectOf(spec, reference))
                .filter(id -> !written.isWritten(id))
                .toList();
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
