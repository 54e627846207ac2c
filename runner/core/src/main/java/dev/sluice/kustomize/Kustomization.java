package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The content of a kustomization file, checked. After kustomize's {@code api/types/kustomization.go}. */
public final class Kustomization {

    /** What a kustomization file may be called, in the order in which kustomize looks for it. */
    public static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    static final String COMPONENT = "Component";
    private static final String KIND = "Kustomization";
    static final String GROUP = "kustomize.config.k8s.io/";
    private static final List<String> MOVED = List.of("bases", "imageTags", "helmChartInflationGenerator");

    final String file;
    /** Where the whole is written: the file, or what asked for it. */
    final String location;

    final String kind;
    final List<Problem> warnings;
    final List<Located<String>> resources;
    final List<Located<String>> components;
    final List<Located<String>> configurations;
    final List<Located<String>> crds;
    final List<InlineText> generators;
    final List<InlineText> transformers;
    final List<InlineText> validators;
    final Located<String> namespace;
    final Located<String> namePrefix;
    final Located<String> nameSuffix;
    final Located<Map<String, String>> commonLabels;
    final Located<Map<String, String>> commonAnnotations;
    final List<Located<LabelEntry>> labels;
    final List<Located<Patch>> patches;
    final List<Located<Patch>> patchesJson6902;
    final List<InlineText> patchesStrategicMerge;
    final List<Located<Image>> images;
    final List<Located<Replica>> replicas;
    final List<Located<Fields>> replacements;
    final List<Located<Variable>> variables;
    final List<Located<GeneratorArguments>> configMaps;
    final List<Located<GeneratorArguments>> secrets;
    final List<Located<ChartArguments>> charts;
    final List<String> buildMetadata;
    final Located<Map<String, String>> openApi;
    final @Nullable Located<SortOptions> sortOptions;

    private Kustomization(String file, String location, Fields fields, List<Problem> warnings) {
        this.file = file;
        this.location = location;
        this.warnings = List.copyOf(warnings);
        String written = fields.text("kind");
        kind = written.isEmpty() ? KIND : written;
        fields.text("apiVersion");
        metadata(fields.object("metadata"));
        resources = entries(fields, "resources", "bases");
        components = entries(fields, "components");
        configurations = entries(fields, "configurations");
        crds = entries(fields, "crds");
        generators = List.copyOf(fields.inlines("generators"));
        transformers = List.copyOf(fields.inlines("transformers"));
        validators = List.copyOf(fields.inlines("validators"));
        namespace = new Located<>(fields.text("namespace"), fields.location("namespace"));
        namePrefix = new Located<>(fields.text("namePrefix"), fields.location("namePrefix"));
        nameSuffix = new Located<>(fields.text("nameSuffix"), fields.location("nameSuffix"));
        commonLabels = new Located<>(fields.map("commonLabels"), fields.location("commonLabels"));
        commonAnnotations = new Located<>(fields.map("commonAnnotations"), fields.location("commonAnnotations"));
        labels = objects(fields, LabelEntry::of, "labels");
        patches = objects(fields, Patch::of, "patches");
        patchesJson6902 = objects(fields, Patch::of, "patchesJson6902");
        patchesStrategicMerge = List.copyOf(fields.inlines("patchesStrategicMerge"));
        images = objects(fields, Image::of, "images", "imageTags");
        replicas = objects(fields, Replica::of, "replicas");
        replacements = replacements(fields);
        variables = objects(fields, Variable::of, "vars");
        GeneratorArguments.Options options = GeneratorArguments.Options.of(fields, "generatorOptions");
        configMaps =
                objects(fields, each -> GeneratorArguments.ofConfigMap(each).with(options), "configMapGenerator");
        secrets = objects(fields, each -> GeneratorArguments.ofSecret(each).with(options), "secretGenerator");
        charts = ChartArguments.listOf(fields);
        buildMetadata = fields.texts("buildMetadata");
        openApi = new Located<>(fields.map("openapi"), fields.location("openapi"));
        Fields sort = fields.object("sortOptions");
        sortOptions = sort == null ? null : new Located<>(SortOptions.of(sort), fields.location("sortOptions"));
    }

    /**
     * The kustomization that a text is.
     *
     * @param file what the text is called in messages
     * @throws InvalidInput with every mistake, each with its line
     */
    public static Kustomization read(String text, String file) {
        return read(text, file, Optional.empty());
    }

    /** @param rewritten what a person wrote, where the text was made for this build */
    static Kustomization read(String text, String file, Optional<Rewritten> rewritten) {
        List<YamlDocument> documents = documents(text, file);
        if (documents.isEmpty()) {
            throw new InvalidInput(
                    file, "kustomization.yaml is empty", text.isBlank() ? null : "only its first document counts");
        }
        YamlDocument document = documents.get(0);
        var problems = new ArrayList<Problem>();
        FieldLines lines = rewritten
                .map(before -> FieldLines.of(before, file))
                .orElseGet(() -> new FieldLines(text, document.origin()));
        if (!(document.content() instanceof ObjectNode content)) {
            throw new InvalidInput(
                    document.origin().toString(),
                    "invalid Kustomization: it must be a mapping, not " + Nodes.kindOf(document.content()));
        }
        requireType(content, lines);
        Fields fields = Fields.strict(content, problems, lines);
        var warnings = new ArrayList<>(document.warnings());
        warnings.addAll(lines.warnings());
        documents.stream().skip(1).map(Kustomization::ignored).forEach(warnings::add);
        warnings.addAll(deprecations(fields));
        warnings.addAll(IgnoredValues.warnings(content, lines));
        var kustomization = new Kustomization(file, lines.place(), fields, warnings);
        fields.requireAllKnown();
        if (!problems.isEmpty()) {
            // They were found field by field; whoever mends a file goes from its top to its end.
            problems.sort(Comparator.comparingInt(
                    problem -> Origin.of(problem.location()).line()));
            throw new InvalidInput(problems);
        }
        requireContent(content, lines);
        return kustomization;
    }

    /** Kustomize reads one document, and says nothing of the others. */
    private static Problem ignored(YamlDocument document) {
        return Problem.of(document.origin().toString(), "a kustomization file holds one document: this one is ignored");
    }

    /** Every field of a text that is of the wrong type, each with its line; whether a field is known does not count. */
    public static List<Problem> mistyped(String text, String file) {
        var problems = new ArrayList<Problem>();
        checked(text, file, problems);
        return List.copyOf(problems);
    }

    /** Every field of a text that Kustomize does not know, each with its line. */
    static List<Problem> unknown(String text, String file) {
        var problems = new ArrayList<Problem>();
        Optional<Fields> fields = checked(text, file, problems);
        problems.clear();
        fields.ifPresent(Fields::requireAllKnown);
        return List.copyOf(problems);
    }

    /** The fields of a text after all that has a type was asked for. */
    private static Optional<Fields> checked(String text, String file, List<Problem> problems) {
        List<YamlDocument> documents = documents(text, file);
        if (documents.isEmpty() || !(documents.get(0).content() instanceof ObjectNode content)) {
            return Optional.empty();
        }
        var lines = new FieldLines(text, documents.get(0).origin());
        Fields fields = Fields.strict(content, problems, lines);
        return Optional.of(new Kustomization(file, file, fields, List.of())).map(read -> fields);
    }

    /** The documents that say something; none where the first one, which alone counts, does not. */
    static List<YamlDocument> documents(String text, String file) {
        List<YamlDocument> all = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS).read(text, file);
        if (all.isEmpty() || all.get(0).content().isNull()) {
            return List.of();
        }
        return all.stream().filter(document -> !document.content().isNull()).toList();
    }

    /** Whether nobody wrote the file: a build made it of what lies in the directory. */
    boolean isGenerated() {
        return !location.equals(file);
    }

    boolean isComponent() {
        return kind.equals(COMPONENT);
    }

    /** Checked before the fields: of another kind of object, every field would be unknown. */
    private static void requireType(ObjectNode content, FieldLines lines) {
        var problems = new ArrayList<Problem>();
        String kind = Nodes.text(content.get("kind"));
        String apiVersion = Nodes.text(content.get("apiVersion"));
        if (!kind.isEmpty() && !kind.equals(KIND) && !kind.equals(COMPONENT)) {
            problems.add(new Problem(
                    lines.locate(List.of("kind")),
                    "kind should be Kustomization or Component, not " + kind,
                    renameHint(apiVersion)));
        }
        String wanted = GROUP + (kind.equals(COMPONENT) ? "v1alpha1" : "v1beta1");
        if (!apiVersion.isEmpty() && !apiVersion.equals(wanted)) {
            problems.add(new Problem(
                    lines.locate(List.of("apiVersion")),
                    "apiVersion for " + (kind.isEmpty() ? KIND : kind) + " should be " + wanted + ", not " + apiVersion,
                    renameHint(apiVersion)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static @Nullable String renameHint(String apiVersion) {
        return apiVersion.isEmpty() || apiVersion.startsWith(GROUP)
                ? null
                : "this is an object, not a kustomization: rename the file";
    }

    private static void requireContent(ObjectNode content, FieldLines lines) {
        for (var field : content.properties()) {
            boolean type =
                    field.getKey().equalsIgnoreCase("kind") || field.getKey().equalsIgnoreCase("apiVersion");
            if (!type && !isZero(field.getKey(), field.getValue())) {
                return;
            }
        }
        throw new InvalidInput(lines.locate(List.of()), "kustomization.yaml is empty");
    }

    /** An empty list says something, but not one that is added to the list of the field's new name. */
    private static boolean isZero(String name, JsonNode value) {
        return Nodes.isMissingOrNull(value)
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isArray() && value.isEmpty() && MOVED.stream().anyMatch(name::equalsIgnoreCase));
    }

    private static List<Problem> deprecations(Fields fields) {
        var problems = new ArrayList<Problem>();
        Map.of(
                        "bases", "resources",
                        "commonLabels", "labels",
                        "imageTags", "images",
                        "patchesJson6902", "patches",
                        "patchesStrategicMerge", "patches",
                        "vars", "replacements")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(entry -> fields.has(entry.getKey()))
                .forEach(entry -> problems.add(Problem.of(
                                fields.location(entry.getKey()),
                                "'" + entry.getKey() + "' is deprecated, use '" + entry.getValue() + "'")
                        .under(Rule.DEPRECATED)));
        return problems;
    }

    /** Nothing comes of a kustomization's own metadata; a mistake in it counts. */
    private static void metadata(@Nullable Fields metadata) {
        if (metadata != null) {
            metadata.text("name");
            metadata.text("namespace");
            metadata.map("labels");
            metadata.map("annotations");
        }
    }

    private static List<Located<String>> entries(Fields fields, String... names) {
        var entries = new ArrayList<Located<String>>();
        for (String name : names) {
            entries.addAll(fields.entries(name));
        }
        return List.copyOf(entries);
    }

    private static <T> List<Located<T>> objects(Fields fields, Function<Fields, T> reader, String... names) {
        var objects = new ArrayList<Located<T>>();
        for (String name : names) {
            for (Fields each : fields.objects(name)) {
                objects.add(new Located<>(reader.apply(each), each.location()));
            }
        }
        return List.copyOf(objects);
    }

    /** They are kept unread, for a replacement may stand in a file of its own; reading them here finds mistakes. */
    private static List<Located<Fields>> replacements(Fields fields) {
        return objects(
                fields,
                each -> {
                    each.text("path");
                    Replacement.of(each);
                    return each;
                },
                "replacements");
    }
}
