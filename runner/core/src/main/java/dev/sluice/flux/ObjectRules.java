package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.kustomize.LabelSyntax;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Rules across fields that no CRD has, and every controller: what it would find out is found out before it is applied. */
final class ObjectRules {

    private static final FieldPlace SPEC = FieldPlace.top("spec");
    private static final List<String> POLICIES = List.of("semver", "alphabetical", "numerical");
    private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");
    private static final Set<String> WITHOUT_VALUES = Set.of("Exists", "DoesNotExist");

    private ObjectRules() {}

    /** Notes what is wrong with an object, given its spec with defaults. */
    static void check(JsonNode spec, ObjectProblems problems) {
        rules(problems.kind()).accept(spec, problems);
    }

    private static BiConsumer<JsonNode, ObjectProblems> rules(String kind) {
        return switch (kind) {
            case "HelmRepository" -> ObjectRules::helmRepository;
            case "HelmChart" -> (spec, problems) -> chart(spec, SPEC, problems);
            case "HelmRelease" ->
                (spec, problems) -> chart(
                        spec.path("chart").path("spec"), SPEC.field("chart").field("spec"), problems);
            case "ImagePolicy" -> ObjectRules::imagePolicy;
            case "ImageUpdateAutomation" -> ObjectRules::policySelector;
            default -> (spec, problems) -> {};
        };
    }

    /** {@code helmrepository_controller.go} and {@code helmchart_controller.go} of source-controller. */
    private static void helmRepository(JsonNode spec, ObjectProblems problems) {
        boolean isOciAddress = spec.path("url").asText().startsWith(ImageName.SCHEME);
        boolean isOci = spec.path("type").asText().equals("oci");
        if (isOciAddress && !isOci) {
            problems.add(
                    SPEC.field("url"),
                    "'oci' URL scheme cannot be used with 'default' HelmRepository type",
                    "write type: oci");
        }
        if (isOci && !isOciAddress && spec.path("url").isTextual()) {
            problems.add(SPEC.field("url"), "invalid OCI registry URL", "write oci://HOST/PATH, or remove type: oci");
        }
    }

    /** The version of a chart counts only where it is looked up in a Helm repository. */
    private static void chart(JsonNode chart, FieldPlace place, ObjectProblems problems) {
        JsonNode version = chart.path("version");
        if (version.isTextual()
                && !version.asText().isEmpty()
                && chart.path("sourceRef").path("kind").asText().equals("HelmRepository")) {
            TextRules.RANGE.check(version.asText(), problems, place.field("version"));
        }
    }

    /** {@code PolicerFromSpec} of image-reflector-controller. */
    private static void imagePolicy(JsonNode spec, ObjectProblems problems) {
        if (spec.path("policy").isObject() && policies(spec).findAny().isEmpty()) {
            problems.add(SPEC.field("policy"), "needs one of semver, alphabetical, numerical", null);
        }
    }

    /** Notes what is right for the controllers, but surely not meant. */
    static void warn(JsonNode spec, ObjectProblems problems) {
        if (!problems.kind().equals("ImagePolicy")) {
            return;
        }
        List<String> policies = policies(spec).toList();
        policies.stream()
                .skip(1)
                .forEach(policy -> problems.add(
                        SPEC.field("policy").field(policy),
                        "does nothing: " + policies.get(0) + " comes before it",
                        "remove one of them"));
    }

    private static Stream<String> policies(JsonNode spec) {
        return POLICIES.stream()
                .filter(policy -> spec.path("policy").path(policy).isObject());
    }

    /** {@code metav1.LabelSelectorAsSelector}; the labels themselves are looked at as texts. */
    private static void policySelector(JsonNode spec, ObjectProblems problems) {
        JsonNode expressions = spec.path("policySelector").path("matchExpressions");
        FieldPlace place = SPEC.field("policySelector").field("matchExpressions");
        for (int index = 0; expressions.isArray() && index < expressions.size(); index++) {
            expression(expressions.get(index), place.item(index), problems);
        }
    }

    private static void expression(JsonNode expression, FieldPlace place, ObjectProblems problems) {
        JsonNode key = expression.path("key");
        if (key.isTextual() && !LabelSyntax.isKey(key.asText())) {
            problems.add(place.field("key"), "\"" + key.asText() + "\" is no key of a label", null);
        }
        String operator = expression.path("operator").asText();
        JsonNode values = expression.path("values");
        if (WITH_VALUES.contains(operator)) {
            if (values.isEmpty()) {
                problems.add(place, operator + " needs values", null);
            }
            for (int index = 0; values.isArray() && index < values.size(); index++) {
                String value = values.get(index).asText();
                if (!LabelSyntax.isValue(value)) {
                    FieldPlace valuePlace = place.field("values").item(index);
                    problems.add(valuePlace, "\"" + value + "\" is no value of a label", null);
                }
            }
        } else if (WITHOUT_VALUES.contains(operator)) {
            if (!values.isEmpty()) {
                problems.add(place.field("values"), operator + " takes no values", null);
            }
        } else if (expression.path("operator").isTextual()) {
            problems.add(
                    place.field("operator"),
                    "\"" + operator + "\" is not one of \"In\", \"NotIn\", \"Exists\", \"DoesNotExist\"",
                    null);
        }
    }
}
