package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generators and transformers that objects of {@code apiVersion: builtin} configure. After kustomize's
 * {@code api/internal/plugins}; programs are not run.
 */
final class BuiltInPlugins {

    /** Makes a transformer of its configuration. */
    private interface TransformerFactory {
        Transformer of(Fields configuration, String location);
    }

    private final KustomizationFiles files;
    private final Schemas schemas;
    private final ChartSupport charts;
    private final Map<String, TransformerFactory> transformers = Map.ofEntries(
            Map.entry("AnnotationsTransformer", (fields, location) -> entries(fields, "annotations")),
            Map.entry("LabelTransformer", (fields, location) -> entries(fields, "labels")),
            Map.entry("HashTransformer", (fields, location) -> new HashTransformer()),
            Map.entry("ImageTagTransformer", (fields, location) -> image(fields)),
            Map.entry("NamespaceTransformer", (fields, location) -> namespace(fields)),
            Map.entry("PatchJson6902Transformer", (fields, location) -> jsonPatch(fields)),
            Map.entry("PatchStrategicMergeTransformer", this::merges),
            Map.entry("PatchTransformer", this::patch),
            Map.entry("PrefixTransformer", (fields, location) -> prefix(fields)),
            Map.entry("SuffixTransformer", (fields, location) -> suffix(fields)),
            Map.entry("PrefixSuffixTransformer", (fields, location) -> prefixAndSuffix(fields)),
            Map.entry(
                    "ReplacementTransformer",
                    (fields, location) -> ReplacementTransformer.of(fields.objects("replacements"), files())),
            Map.entry("ReplicaCountTransformer", (fields, location) -> replicas(fields)),
            Map.entry("ValueAddTransformer", (fields, location) -> ValueAddTransformer.of(fields, files())));

    BuiltInPlugins(KustomizationFiles files, Schemas schemas, ChartSupport charts) {
        this.files = files;
        this.schemas = schemas;
        this.charts = charts;
    }

    private KustomizationFiles files() {
        return files;
    }

    /**
     * @throws BuildException if the configuration is wrong, or of something that is no transformer
     */
    Transformer transformer(Resource configuration) {
        requireBuiltIn(configuration);
        TransformerFactory factory = transformers.get(configuration.kind());
        if (factory == null) {
            throw unknown(configuration, "transformer", transformers.keySet());
        }
        String location = configuration.origin().toString();
        return factory.of(Fields.lenient(configuration.content()), location);
    }

    /**
     * @throws BuildException if the configuration is wrong, or of something that is no generator
     */
    Generator generator(Resource configuration) {
        requireBuiltIn(configuration);
        Fields fields = Fields.lenient(configuration.content());
        GeneratorArguments arguments =
                GeneratorArguments.ofConfiguration(fields).orNamed(configuration.name(), configuration.namespace());
        return switch (configuration.kind()) {
            case "ConfigMapGenerator" -> DataGenerator.ofConfigMap(arguments, files, configuration.origin());
            case "SecretGenerator" -> DataGenerator.ofSecret(arguments, files, configuration.origin());
            case "IAMPolicyGenerator" -> new PolicyGenerator(fields, configuration.origin());
            case "HelmChartInflationGenerator" ->
                new ChartGenerator(ChartArguments.of(fields), files, schemas, charts, configuration.origin());
            default ->
                throw unknown(
                        configuration,
                        "generator",
                        List.of(
                                "ConfigMapGenerator",
                                "SecretGenerator",
                                "IAMPolicyGenerator",
                                "HelmChartInflationGenerator"));
        };
    }

    private static void requireBuiltIn(Resource configuration) {
        if (!configuration.type().apiVersion().equals("builtin")) {
            throw new BuildException("external plugins disabled; unable to load external plugin '"
                    + configuration.kind() + "' (" + configuration.type().apiVersion() + "): programs are not run");
        }
    }

    private static BuildException unknown(Resource configuration, String what, java.util.Collection<String> known) {
        return new BuildException(
                "unable to load builtin " + configuration.kind() + ": there is no such " + what,
                Spelling.hint(configuration.kind(), known));
    }

    private static Transformer entries(Fields fields, String name) {
        return new EntryTransformer(fields.map(name), FieldSpec.listOf(fields, "fieldSpecs"));
    }

    private static Transformer image(Fields fields) {
        Fields image = fields.object("imageTag");
        return new ImageTransformer(
                Image.of(image == null ? Fields.lenient(Nodes.mapping()) : image),
                FieldSpec.listOf(fields, "fieldSpecs"));
    }

    private static Transformer namespace(Fields fields) {
        Fields metadata = fields.object("metadata");
        return new NamespaceTransformer(
                metadata == null ? "" : metadata.text("namespace"),
                FieldSpec.listOf(fields, "fieldSpecs"),
                fields.flag("unsetOnly"),
                NamespaceTransformer.Subjects.of(fields.text("setRoleBindingSubjects")));
    }

    private Transformer jsonPatch(Fields fields) {
        return LegacyJsonPatchTransformer.of(selector(fields), fields.text("path"), fields.inline("jsonOp"), files);
    }

    private Transformer patch(Fields fields, String location) {
        return PatchTransformer.of(Patch.of(fields), files, location, schemas);
    }

    private Transformer merges(Fields fields, String location) {
        String inline = fields.text("patches");
        List<String> paths = fields.texts("paths");
        if (paths.isEmpty() && inline.isEmpty()) {
            throw new BuildException("empty file path and empty patch content");
        }
        var patches = new ArrayList<Resource>();
        paths.forEach(path -> patches.addAll(inlineOrFile(new InlineText(path, location, 0), files)));
        if (!inline.isEmpty()) {
            patches.addAll(new InlineText(inline, location, 0).patches());
        }
        if (patches.isEmpty()) {
            throw new BuildException("patch appears to be empty; files=" + paths);
        }
        return new LegacyMergeTransformer(patches, schemas);
    }

    /** The patches of a file or, where the text is no path, those that it is. */
    static List<Resource> inlineOrFile(InlineText entry, KustomizationFiles files) {
        try {
            return entry.patches();
        } catch (InvalidInput e) {
            // A path is a scalar, and so is an inline patch no path; what spans lines was meant to be a patch.
            if (entry.text().contains("\n")) {
                throw e;
            }
            return BuildFiles.patches(files.text(entry.text()), files.display(entry.text()));
        }
    }

    private static Transformer prefix(Fields fields) {
        return AffixTransformer.prefix(fields.text("prefix"), requiredSpecs(fields));
    }

    private static Transformer suffix(Fields fields) {
        return AffixTransformer.suffix(fields.text("suffix"), requiredSpecs(fields));
    }

    private static Transformer prefixAndSuffix(Fields fields) {
        Transformer prefix = prefix(fields);
        Transformer suffix = suffix(fields);
        return resources -> {
            prefix.transform(resources);
            suffix.transform(resources);
        };
    }

    private static List<FieldSpec> requiredSpecs(Fields fields) {
        if (!fields.has("fieldSpecs")) {
            throw new BuildException("fieldSpecs is not expected to be nil");
        }
        return FieldSpec.listOf(fields, "fieldSpecs");
    }

    private static Transformer replicas(Fields fields) {
        Fields replica = fields.object("replica");
        return new ReplicaTransformer(
                Replica.of(replica == null ? Fields.lenient(Nodes.mapping()) : replica),
                FieldSpec.listOf(fields, "fieldSpecs"));
    }

    private static @Nullable Selector selector(Fields fields) {
        Fields target = fields.object("target");
        return target == null ? null : Selector.of(target);
    }
}
