package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cel.Expressions;
import dev.sluice.cel.InvalidExpression;
import java.util.List;
import java.util.Set;

/**
 * Whether the fields of Flux's objects that hold expressions do: a controller finds out when it uses one, and says
 * {@code InvalidCELExpression}.
 */
final class ExpressionRules {

    private static final FieldPlace SPEC = FieldPlace.top("spec");
    private static final Set<String> WITH_DEPENDENCIES = Set.of("Kustomization", "HelmRelease");

    private final Expressions expressions;
    private final ObjectProblems problems;

    ExpressionRules(Expressions expressions, ObjectProblems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /** What is read from a text. */
    @FunctionalInterface
    private interface Reading {
        void of(String text) throws InvalidExpression;
    }

    /** Notes what is no expression in an object, given its spec. */
    void check(JsonNode spec) {
        if (WITH_DEPENDENCIES.contains(problems.kind())) {
            new HealthExpressions(expressions).check(spec, problems);
            dependencies(spec);
        }
        // The names of the variables are notification-controller's.
        if (problems.kind().equals("Provider")) {
            check(
                    spec,
                    SPEC,
                    "commitStatusExpr",
                    text -> expressions.text(text, List.of("event", "alert", "provider")));
        }
        if (problems.kind().equals("Receiver")) {
            check(spec, SPEC, "resourceFilter", text -> expressions.condition(text, List.of("res", "req")));
            providers(spec);
        }
    }

    private void dependencies(JsonNode spec) {
        for (int index = 0; index < spec.path("dependsOn").size(); index++) {
            check(
                    spec.path("dependsOn").get(index),
                    SPEC.field("dependsOn").item(index),
                    "readyExpr",
                    text -> expressions.condition(text, ReadyExpressions.VARIABLES));
        }
    }

    private void providers(JsonNode spec) {
        FieldPlace providers = SPEC.field("oidcProviders");
        for (int index = 0; index < spec.path("oidcProviders").size(); index++) {
            for (String list : List.of("validations", "variables")) {
                JsonNode items = spec.path("oidcProviders").get(index).path(list);
                for (int item = 0; item < items.size(); item++) {
                    check(
                            items.get(item),
                            providers.item(index).field(list).item(item),
                            "expression",
                            expressions::parse);
                }
            }
        }
    }

    private void check(JsonNode holder, FieldPlace place, String field, Reading reading) {
        String text = holder.path(field).asText();
        if (text.isEmpty()) {
            return;
        }
        try {
            reading.of(text);
        } catch (InvalidExpression e) {
            add(e, place.field(field), problems);
        }
    }

    /** Notes the mistakes of a text: line and column are counted within it. */
    static void add(InvalidExpression invalid, FieldPlace place, ObjectProblems problems) {
        invalid.mistakes()
                .forEach(
                        mistake -> problems.add(place, "is no CEL expression: " + firstLine(mistake.toString()), null));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
