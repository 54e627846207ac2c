package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.failure.Problem;
import dev.sluice.object.GoDuration;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One walk over an object along its CRD's schema, with every mistake noted: what the API server would refuse, because a
 * run has none to ask (Kubernetes' structural schemas: k8s.io/apiextensions-apiserver pkg/apiserver/schema). Values
 * are quoted only where they cannot be secret.
 */
final class CrdValidation {

    private static final String DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m";

    /** Fields that hold a regular expression, which no schema says ({@code []} stands for any index). */
    private static final Set<String> EXPRESSIONS = Set.of(
            "Alert:spec.inclusionList[]",
            "Alert:spec.exclusionList[]",
            "ImageRepository:spec.exclusionList[]",
            "ImagePolicy:spec.filterTags.pattern",
            "Kustomization:spec.patches[].target.name",
            "Kustomization:spec.patches[].target.namespace",
            "Kustomization:spec.patches[].target.kind",
            "Kustomization:spec.patches[].target.group",
            "Kustomization:spec.patches[].target.version");

    /** What to write for fields that newer versions dropped, where it is not just gone. */
    private static final Map<String, String> REPLACEMENTS = Map.of(
            "Kustomization:spec.patchesStrategicMerge", "use spec.patches",
            "Kustomization:spec.patchesJson6902", "use spec.patches",
            "HelmRelease:spec.chart.spec.valuesFile", "use spec.chart.spec.valuesFiles",
            "HelmChart:spec.valuesFile", "use spec.valuesFiles");

    private final Manifest manifest;
    private final List<JsonNode> olderSchemas;
    private final Function<String, Pattern> patterns;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param olderSchemas those of the kind; they tell whether an unknown field was dropped
     * @param patterns compiles a schema's regular expression
     */
    CrdValidation(Manifest manifest, List<JsonNode> olderSchemas, Function<String, Pattern> patterns) {
        this.manifest = manifest;
        this.olderSchemas = olderSchemas;
        this.patterns = patterns;
    }

    /** Every mistake in the object. */
    List<Problem> run(JsonNode schema) {
        for (Map.Entry<String, JsonNode> entry : manifest.content().properties()) {
            if (!Set.of("apiVersion", "kind", "metadata", "spec", "status").contains(entry.getKey())) {
                unknown("", entry.getKey(), Set.of("apiVersion", "kind", "metadata", "spec", "status"));
            }
        }
        JsonNode specSchema = schema.path("properties").path("spec");
        JsonNode spec = manifest.content().path("spec");
        ObjectNode empty = manifest.content().objectNode();
        visit(CrdDefaults.applied(spec.isMissingNode() ? empty : spec, specSchema), specSchema, "spec");
        return List.copyOf(problems);
    }

    private void visit(JsonNode value, JsonNode schema, String path) {
        if (value.isNull() && schema.path("nullable").asBoolean()) {
            return;
        }
        if (!hasType(value, schema)) {
            add(path, "must be " + typeName(schema) + ", not " + name(value), quotingHint(value, schema));
            return;
        }
        if (value.isTextual()) {
            text(value.asText(), schema, path);
        }
        if (value.isNumber()) {
            number(value, schema, path);
        }
        if (schema.has("enum")) {
            choice(value, schema.get("enum"), path);
        }
        if (value.isArray()) {
            list(value, schema, path);
        }
        if (value.isObject()) {
            mapping(value, schema, path);
        }
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            boolean broken = CrdRules.of(rule.path("rule").asText())
                    .map(check -> !check.test(value))
                    .orElse(false);
            if (broken) {
                add(path, rule.path("message").asText(), null);
            }
        }
    }

    private static boolean hasType(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isTextual() || value.isIntegralNumber();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static String typeName(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> "a mapping";
            case "array" -> "a list";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            default -> "a number";
        };
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "a mapping";
            case STRING, BINARY -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "null";
        };
    }

    private static @Nullable String quotingHint(JsonNode value, JsonNode schema) {
        boolean unquoted = (value.isNumber() || value.isBoolean())
                && schema.path("type").asText().equals("string");
        return unquoted ? "put it in quotes" : null;
    }

    private void text(String value, JsonNode schema, String path) {
        int length = value.codePointCount(0, value.length());
        if (length < schema.path("minLength").asInt(0)) {
            add(path, length == 0 ? "must not be empty" : "is shorter than " + schema.get("minLength"), null);
        }
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            add(path, "is longer than " + schema.get("maxLength") + " characters", null);
        }
        if (schema.has("pattern")) {
            pattern(value, schema.get("pattern").asText(), path);
        }
        if (EXPRESSIONS.contains(manifest.id().kind() + ":" + withoutIndexes(path))) {
            expression(value, path);
        }
    }

    private void pattern(String value, String pattern, String path) {
        boolean matches = patterns.apply(pattern).matcher(value).find();
        if (pattern.startsWith(DURATION)) {
            duration(value, matches, pattern, path);
            return;
        }
        if (!matches) {
            boolean gitHost = path.equals("spec.url") && value.contains("@") && !value.contains("://");
            add(path, "must match " + pattern, gitHost ? "write ssh://git@HOST/PATH" : null);
        }
    }

    private void duration(String value, boolean matches, String pattern, String path) {
        boolean tooLong = false;
        try {
            GoDuration.parse(value);
        } catch (IllegalArgumentException e) {
            tooLong = matches;
        }
        if (!matches || tooLong) {
            String units = pattern.contains("|h)") ? "5m or 1h30m" : "20s or 5m; hours are not possible here";
            add(path, "\"" + value + "\" is not a duration", "write for example " + units);
        }
    }

    private void expression(String value, String path) {
        try {
            Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            add(path, "\"" + value + "\" is not a regular expression: " + e.getDescription(), null);
        }
    }

    private void number(JsonNode value, JsonNode schema, String path) {
        if (schema.has("minimum")
                && value.decimalValue().compareTo(schema.get("minimum").decimalValue()) < 0) {
            add(path, "must be at least " + schema.get("minimum"), null);
        }
        if (schema.has("maximum")
                && value.decimalValue().compareTo(schema.get("maximum").decimalValue()) > 0) {
            add(path, "must be at most " + schema.get("maximum"), null);
        }
    }

    private void choice(JsonNode value, JsonNode choices, String path) {
        var names = new ArrayList<String>();
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return;
            }
            names.add(choice.asText());
        }
        add(
                path,
                value + " is not one of "
                        + names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ")),
                didYouMean(value.asText(), new TreeSet<>(names)));
    }

    private void list(JsonNode list, JsonNode schema, String path) {
        if (list.size() < schema.path("minItems").asInt(0)) {
            add(path, "needs at least " + schema.get("minItems") + " items", null);
        }
        if (list.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            add(path, "has more than " + schema.get("maxItems") + " items", null);
        }
        var seen = new HashSet<List<JsonNode>>();
        for (int index = 0; index < list.size(); index++) {
            JsonNode item = list.get(index);
            String itemPath = path + "[" + index + "]";
            visit(item, schema.path("items"), itemPath);
            if (!seen.add(identity(item, schema)) && schema.has("x-kubernetes-list-map-keys")) {
                add(itemPath, "stands twice in the list", null);
            }
        }
    }

    private static List<JsonNode> identity(JsonNode item, JsonNode schema) {
        var identity = new ArrayList<JsonNode>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> identity.add(item.path(key.asText())));
        return identity;
    }

    private void mapping(JsonNode mapping, JsonNode schema, String path) {
        for (JsonNode required : schema.path("required")) {
            if (!mapping.has(required.asText())) {
                // The line of the mapping that lacks it: the field has none.
                problems.add(FieldProblem.of(manifest, path, path + "." + required.asText() + ": is missing", null));
            }
        }
        JsonNode known = schema.path("properties");
        for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
            String entryPath = path + "." + entry.getKey();
            if (known.has(entry.getKey())) {
                visit(entry.getValue(), known.get(entry.getKey()), entryPath);
            } else if (schema.has("additionalProperties")) {
                visit(entry.getValue(), schema.get("additionalProperties"), entryPath);
            } else if (!known.isMissingNode()
                    && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                var names = new TreeSet<String>();
                known.fieldNames().forEachRemaining(names::add);
                unknown(path, entry.getKey(), names);
            }
        }
    }

    private void unknown(String path, String field, Set<String> known) {
        String full = path.isEmpty() ? field : path + "." + field;
        String replacement = REPLACEMENTS.get(manifest.id().kind() + ":" + withoutIndexes(full));
        String hint = replacement;
        if (hint == null && olderSchemas.stream().anyMatch(schema -> knows(schema, full))) {
            hint = manifest.apiVersion() + " does not have this field any more; remove it";
        }
        add(full, "unknown field", hint == null ? didYouMean(field, known) : hint);
    }

    private static boolean knows(JsonNode schema, String path) {
        JsonNode at = schema;
        for (String name : withoutIndexes(path).split("\\.", -1)) {
            boolean list = name.endsWith("[]");
            at = at.path("properties").path(list ? name.substring(0, name.length() - 2) : name);
            at = list ? at.path("items") : at;
        }
        return !at.isMissingNode();
    }

    private static @Nullable String didYouMean(String name, Set<String> known) {
        return NearestName.of(name, known)
                .map(nearest -> "did you mean `" + nearest + "`?")
                .orElse(null);
    }

    private static String withoutIndexes(String path) {
        return path.replaceAll("\\[\\d+]", "[]");
    }

    private void add(String path, String what, @Nullable String hint) {
        problems.add(FieldProblem.of(manifest, path, path + ": " + what, hint));
    }
}
