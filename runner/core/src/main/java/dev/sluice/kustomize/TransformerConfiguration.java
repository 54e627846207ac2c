package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Which fields the transformers change: kustomize's own, and what {@code configurations} and {@code crds} add. After
 * kustomize's {@code api/internal/plugins/builtinconfig/transformerconfig.go}.
 */
record TransformerConfiguration(
        List<FieldSpec> namePrefix,
        List<FieldSpec> nameSuffix,
        List<FieldSpec> namespace,
        List<FieldSpec> commonLabels,
        List<FieldSpec> labels,
        List<FieldSpec> templateLabels,
        List<FieldSpec> commonAnnotations,
        List<NameReference> nameReferences,
        List<FieldSpec> variableReferences,
        List<FieldSpec> images,
        List<FieldSpec> replicas) {

    private static final Comparator<GroupVersionKind> TYPE_ORDER = Comparator.<GroupVersionKind>comparingInt(
                    type -> KindOrder.DEFAULT.rank(type.kind()))
            .thenComparing(GroupVersionKind::sortText);

    /** Must stand behind the order, which its constructor needs. */
    static final TransformerConfiguration EMPTY = of(Fields.lenient(Nodes.mapping()));

    /** Reads kustomize's table the first time that it is needed. */
    private static final class Default {
        static final TransformerConfiguration VALUE = of(Fields.lenient(Tables.json("field-specs.json")));
    }

    TransformerConfiguration {
        namePrefix = sorted(namePrefix, FieldSpec::type);
        nameSuffix = sorted(nameSuffix, FieldSpec::type);
        namespace = sorted(namespace, FieldSpec::type);
        commonLabels = sorted(commonLabels, FieldSpec::type);
        labels = sorted(labels, FieldSpec::type);
        templateLabels = sorted(templateLabels, FieldSpec::type);
        commonAnnotations = sorted(commonAnnotations, FieldSpec::type);
        nameReferences = sorted(nameReferences, NameReference::target);
        variableReferences = sorted(variableReferences, FieldSpec::type);
        images = sorted(images, FieldSpec::type);
        replicas = sorted(replicas, FieldSpec::type);
    }

    /** What kustomize does without being told. */
    static TransformerConfiguration builtIn() {
        return Default.VALUE;
    }

    /**
     * The configuration that a file is.
     *
     * @param file what the file is called in messages
     * @throws InvalidInput with every mistake, each with its line
     */
    static TransformerConfiguration read(String text, String file) {
        List<YamlDocument> documents = new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED).read(text, file);
        if (documents.isEmpty() || documents.get(0).content().isNull()) {
            return EMPTY;
        }
        YamlDocument document = documents.get(0);
        if (!document.content().isObject()) {
            throw new InvalidInput(
                    document.origin().toString(),
                    "invalid configuration: it must be a mapping, not " + Nodes.kindOf(document.content()));
        }
        var problems = new ArrayList<Problem>();
        Fields fields = Fields.ofConfiguration(document.content(), problems, new FieldLines(text, document.origin()));
        TransformerConfiguration configuration = of(fields);
        fields.requireAllKnown();
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return configuration;
    }

    static TransformerConfiguration of(Fields fields) {
        return new TransformerConfiguration(
                FieldSpec.listOf(fields, "namePrefix"),
                FieldSpec.listOf(fields, "nameSuffix"),
                FieldSpec.listOf(fields, "namespace"),
                FieldSpec.listOf(fields, "commonLabels"),
                FieldSpec.listOf(fields, "labels"),
                FieldSpec.listOf(fields, "templateLabels"),
                FieldSpec.listOf(fields, "commonAnnotations"),
                NameReference.listOf(fields, "nameReference"),
                FieldSpec.listOf(fields, "varReference"),
                FieldSpec.listOf(fields, "images"),
                FieldSpec.listOf(fields, "replicas"));
    }

    /** Both together; the fields of this one come first where types are of the same rank. */
    TransformerConfiguration merge(TransformerConfiguration other) {
        if (other.equals(EMPTY) || other.equals(this)) {
            return this;
        }
        return new TransformerConfiguration(
                FieldSpec.merge(namePrefix, other.namePrefix),
                FieldSpec.merge(nameSuffix, other.nameSuffix),
                FieldSpec.merge(namespace, other.namespace),
                FieldSpec.merge(commonLabels, other.commonLabels),
                FieldSpec.merge(labels, other.labels),
                FieldSpec.merge(templateLabels, other.templateLabels),
                FieldSpec.merge(commonAnnotations, other.commonAnnotations),
                NameReference.merge(nameReferences, other.nameReferences),
                FieldSpec.merge(variableReferences, other.variableReferences),
                FieldSpec.merge(images, other.images),
                FieldSpec.merge(replicas, other.replicas));
    }

    private static <T> List<T> sorted(List<T> list, Function<T, GroupVersionKind> type) {
        return list.stream().sorted(Comparator.comparing(type, TYPE_ORDER)).toList();
    }
}
