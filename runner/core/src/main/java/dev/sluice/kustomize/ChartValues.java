package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a chart, as kustomize prepares them: those of a file merged with {@code valuesInline}, and additional
 * files over both. After {@code createNewMergedValuesFile} in kustomize's {@code HelmChartInflationGenerator}.
 */
final class ChartValues {

    private static final String OVERRIDE = "override";
    private static final String MERGE = "merge";
    private static final String REPLACE = "replace";

    private final ChartArguments arguments;
    private final KustomizationFiles files;
    private final Schemas schemas;
    private final String location;

    /**
     * @param location where the chart is named, for what has no line of its own
     */
    ChartValues(ChartArguments arguments, KustomizationFiles files, Schemas schemas, String location) {
        this.arguments = arguments;
        this.files = files;
        this.schemas = schemas;
        this.location = location;
    }

    /**
     * What kustomize looks at before the chart is there.
     *
     * @throws dev.sluice.failure.InvalidInput with every mistake
     */
    void check() {
        var mistakes = new Mistakes();
        for (Located<String> file : arguments.values().additionalFiles()) {
            mistakes.run(place(file), () -> {
                try {
                    files.bytes(file.value());
                } catch (BuildException e) {
                    throw new BuildException("could not load additionalValuesFile: " + e.what(), e.hint());
                }
            });
        }
        Located<String> merge = arguments.values().merge();
        List<String> known = List.of(MERGE, OVERRIDE, REPLACE);
        mistakes.run(place(merge), () -> {
            if (!merge.value().isEmpty() && !known.contains(merge.value())) {
                throw new BuildException(
                        "valuesMerge must be one of " + known + ", not " + merge.value(),
                        Spelling.hint(merge.value(), known));
            }
        });
        mistakes.throwIfAny();
    }

    /**
     * The values; the chart has to be there.
     *
     * @throws dev.sluice.failure.InvalidInput if a file is missing or wrong
     */
    ObjectNode read() {
        ObjectNode values = Target.get(place(arguments.values().file()), this::first);
        for (Located<String> file : arguments.values().additionalFiles()) {
            cover(values, Target.get(place(file), () -> asHelm(file.value())));
        }
        return values;
    }

    private String place(Located<?> part) {
        return part.location().isEmpty() ? location : part.location();
    }

    private ObjectNode first() {
        String written = arguments.values().file().value();
        String file = written.isEmpty() ? arguments.directory() + "/values.yaml" : written;
        ObjectNode inline = TextKeys.json(arguments.values().inline());
        if (inline.isEmpty()) {
            return asHelm(file);
        }
        String merge = arguments.values().merge().value();
        if (merge.equals(REPLACE)) {
            return inline;
        }
        String text = files.text(file);
        try {
            return merged(text, file, inline, merge.equals(MERGE));
        } catch (BuildException e) {
            String into = merge.equals(MERGE)
                    ? files.display(file) + " (the patch) into valuesInline"
                    : "valuesInline (the patch) into " + files.display(file);
            throw new BuildException("could not merge " + into + " (the object): " + e.what(), e.hint());
        }
    }

    /** The values of a file as Helm reads them. */
    private ObjectNode asHelm(String file) {
        String text = files.text(file);
        YamlDocument document = firstDocument(text, file, Dialect.KUBERNETES, Duplicates.LAST_WINS);
        if (document == null || document.content().isNull()) {
            return Nodes.mapping();
        }
        if (!(document.content() instanceof ObjectNode values)) {
            throw new BuildException(
                    "values must be a mapping, not " + Nodes.kindOf(document.content()) + ": " + files.display(file));
        }
        return values;
    }

    /** As Helm lays one {@code --values} over another: mappings are merged, all else is taken, nulls too. */
    private static void cover(ObjectNode below, ObjectNode above) {
        above.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode mapping && below.get(field.getKey()) instanceof ObjectNode own) {
                cover(own, mapping);
            } else {
                below.set(field.getKey(), field.getValue());
            }
        });
    }

    private ObjectNode merged(String text, String file, ObjectNode inline, boolean fileWins) {
        YamlDocument document = firstDocument(text, file, Dialect.GO_YAML_3, Duplicates.REFUSED);
        if (document == null) {
            throw new BuildException("there is nothing in the file", "write {} into it");
        }
        JsonNode values = document.content();
        if (text.contains("*") && values instanceof ObjectNode mapping) {
            new AliasedValues(text, document, fileWins).drop(mapping, inline);
        }
        var merge = new StrategicMerge(schemas, StrategicMerge.Use.VALUES);
        JsonNode merged = fileWins ? merge.merge(inline, values, null, "") : merge.merge(values, inline, null, "");
        return merged != null && TextKeys.json(merged) instanceof ObjectNode mapping ? mapping : Nodes.mapping();
    }

    private @Nullable YamlDocument firstDocument(String text, String file, Dialect dialect, Duplicates duplicates) {
        List<YamlDocument> documents = new YamlReader(dialect, duplicates).read(text, files.display(file));
        return documents.stream()
                .filter(document -> !document.content().isNull())
                .findFirst()
                .orElseGet(() -> text.lines().anyMatch(line -> line.startsWith("---")) ? documents.get(0) : null);
    }
}
