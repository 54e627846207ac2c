package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The transformers that a kustomization's own fields ask for, in kustomize's order. After
 * {@code api/internal/target/kusttarget_configplugin.go}.
 */
final class TransformerSteps {

    /**
     * A transformer.
     *
     * @param kind what kustomize calls it
     * @param location the line that asks for it
     */
    record Step(String kind, String location, Transformer transformer) {}

    private final Kustomization kustomization;
    private final KustomizationFiles files;
    private final TransformerConfiguration configuration;
    private final Schemas schemas;
    private final List<Step> steps = new ArrayList<>();
    private final Mistakes mistakes = new Mistakes();

    TransformerSteps(
            Kustomization kustomization,
            KustomizationFiles files,
            TransformerConfiguration configuration,
            Schemas schemas) {
        this.kustomization = kustomization;
        this.files = files;
        this.configuration = configuration;
        this.schemas = schemas;
    }

    /**
     * @throws InvalidInput with the mistakes of all entries
     */
    List<Step> list() {
        addPatches();
        addNames();
        addLabels();
        addAnnotations();
        for (Located<Patch> each : kustomization.patchesJson6902) {
            Patch patch = each.value();
            add(
                    "PatchJson6902Transformer",
                    each.location(),
                    () -> LegacyJsonPatchTransformer.of(patch.target(), patch.path(), patch.patch(), files));
        }
        for (Located<Replica> each : kustomization.replicas) {
            add(
                    "ReplicaCountTransformer",
                    each.location(),
                    () -> new ReplicaTransformer(each.value(), configuration.replicas()));
        }
        for (Located<Image> each : kustomization.images) {
            add(
                    "ImageTagTransformer",
                    each.location(),
                    () -> new ImageTransformer(each.value(), configuration.images()));
        }
        addReplacements();
        mistakes.throwIfAny();
        return steps;
    }

    private void add(String kind, String location, Supplier<Transformer> transformer) {
        mistakes.run(location, () -> steps.add(new Step(kind, location, transformer.get())));
    }

    private void addPatches() {
        if (!kustomization.patchesStrategicMerge.isEmpty()) {
            String location = kustomization.patchesStrategicMerge.get(0).location();
            add("PatchStrategicMergeTransformer", location, () -> {
                var patches = new ArrayList<Resource>();
                var entries = new Mistakes();
                for (InlineText each : kustomization.patchesStrategicMerge) {
                    entries.run(each.location(), () -> patches.addAll(LegacyMergeTransformer.patches(each, files)));
                }
                entries.throwIfAny();
                List<String> texts = kustomization.patchesStrategicMerge.stream()
                        .map(InlineText::text)
                        .toList();
                return LegacyMergeTransformer.of(patches, texts, schemas);
            });
        }
        for (Located<Patch> each : kustomization.patches) {
            add(
                    "PatchTransformer",
                    each.location(),
                    () -> PatchTransformer.of(each.value(), files, each.location(), schemas));
        }
    }

    private void addNames() {
        Located<String> namespace = kustomization.namespace;
        if (!namespace.value().isEmpty()) {
            add(
                    "NamespaceTransformer",
                    namespace.location(),
                    () -> new NamespaceTransformer(
                            namespace.value(),
                            configuration.namespace(),
                            false,
                            NamespaceTransformer.Subjects.DEFAULT_ONLY));
        }
        Located<String> prefix = kustomization.namePrefix;
        if (!prefix.value().isEmpty()) {
            add(
                    "PrefixTransformer",
                    prefix.location(),
                    () -> AffixTransformer.prefix(prefix.value(), configuration.namePrefix()));
        }
        Located<String> suffix = kustomization.nameSuffix;
        if (!suffix.value().isEmpty()) {
            add(
                    "SuffixTransformer",
                    suffix.location(),
                    () -> AffixTransformer.suffix(suffix.value(), configuration.nameSuffix()));
        }
    }

    private void addLabels() {
        for (Located<LabelEntry> each : kustomization.labels) {
            add(
                    "LabelTransformer",
                    each.location(),
                    () -> new EntryTransformer(each.value().pairs(), fieldsOf(each.value())));
        }
        // Kustomize adds this one even where there are no common labels; the transformer annotations tell so.
        if (!kustomization.labels.isEmpty()
                || !kustomization.commonLabels.value().isEmpty()) {
            add(
                    "LabelTransformer",
                    kustomization.commonLabels.location(),
                    () -> new EntryTransformer(kustomization.commonLabels.value(), configuration.commonLabels()));
        }
    }

    private List<FieldSpec> fieldsOf(LabelEntry entry) {
        List<FieldSpec> fields = FieldSpec.merge(entry.fields(), configuration.labels());
        if (entry.includeSelectors()) {
            return FieldSpec.merge(fields, configuration.commonLabels());
        }
        if (entry.includeTemplates()) {
            fields = FieldSpec.merge(fields, configuration.templateLabels());
        }
        return FieldSpec.merge(fields, List.of(FieldSpec.METADATA_LABELS));
    }

    private void addAnnotations() {
        if (!kustomization.commonAnnotations.value().isEmpty()) {
            add(
                    "AnnotationsTransformer",
                    kustomization.commonAnnotations.location(),
                    () -> new EntryTransformer(
                            kustomization.commonAnnotations.value(), configuration.commonAnnotations()));
        }
    }

    /** One step, as kustomize records it; a mistake is one of its entry's line all the same. */
    private void addReplacements() {
        int first = steps.size();
        for (Located<Fields> each : kustomization.replacements) {
            add(
                    "ReplacementTransformer",
                    each.location(),
                    () -> ReplacementTransformer.of(List.of(each.value().again()), files));
        }
        List<Step> entries = List.copyOf(steps.subList(first, steps.size()));
        if (entries.size() > 1) {
            steps.subList(first, steps.size()).clear();
            steps.add(new Step(
                    "ReplacementTransformer", entries.get(0).location(), resources -> transform(resources, entries)));
        }
    }

    private static void transform(ResourceMap resources, List<Step> entries) {
        var mistakes = new Mistakes();
        for (Step entry : entries) {
            mistakes.run(entry.location(), () -> entry.transformer().transform(resources));
            resources.changed();
        }
        mistakes.throwIfAny();
    }
}
