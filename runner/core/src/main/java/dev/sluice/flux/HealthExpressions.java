package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cel.Expression;
import dev.sluice.cel.Expressions;
import dev.sluice.cel.InvalidExpression;
import dev.sluice.cluster.status.StatusEvaluator;
import dev.sluice.cluster.status.StatusEvaluator.Part;
import dev.sluice.cluster.status.StatusEvaluators;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** {@code spec.healthCheckExprs} of a Kustomization or a HelmRelease: how the objects of some kinds are. */
public final class HealthExpressions {

    private static final FieldPlace PLACE = FieldPlace.top("spec").field("healthCheckExprs");

    private final Expressions expressions;

    public HealthExpressions(Expressions expressions) {
        this.expressions = expressions;
    }

    /** Those of a unit, whose mistakes were told when it was rendered. */
    public StatusEvaluators of(KustomizationSpec unit) {
        JsonNode spec = unit.spec();
        if (spec.path("healthCheckExprs").isEmpty()) {
            return StatusEvaluators.NONE;
        }
        boolean ownAccount = !spec.path("serviceAccountName").asText().isEmpty() || spec.hasNonNull("kubeConfig");
        return new StatusEvaluators(evaluators(spec, new ObjectProblems(unit.manifest())), ownAccount);
    }

    /** Notes every entry that is no expression, or one for what another one covers already. */
    void check(JsonNode spec, ObjectProblems problems) {
        evaluators(spec, problems);
    }

    private Map<String, StatusEvaluator> evaluators(JsonNode spec, ObjectProblems problems) {
        var evaluators = new HashMap<String, StatusEvaluator>();
        int index = 0;
        for (JsonNode entry : spec.path("healthCheckExprs")) {
            FieldPlace place = PLACE.item(index);
            index++;
            Map<Part, Expression> parts = parts(entry, place, problems);
            String key = StatusEvaluators.key(
                    entry.path("apiVersion").asText(), entry.path("kind").asText());
            if (evaluators.containsKey(key)) {
                problems.add(place, "stands for the same kind as an entry before it", "join the two");
            } else if (parts.containsKey(Part.CURRENT)) {
                evaluators.put(key, new StatusEvaluator(parts));
            }
        }
        return evaluators;
    }

    private Map<Part, Expression> parts(JsonNode entry, FieldPlace place, ObjectProblems problems) {
        var parts = new EnumMap<Part, Expression>(Part.class);
        for (Part part : Part.values()) {
            String text = entry.path(part.field()).asText();
            FieldPlace field = place.field(part.field());
            if (!text.isEmpty()) {
                parse(text, field, problems, part, parts);
            } else if (part == Part.CURRENT && entry.has(part.field())) {
                problems.add(field, "must not be empty", null);
            }
        }
        return parts;
    }

    private void parse(String text, FieldPlace place, ObjectProblems problems, Part part, Map<Part, Expression> parts) {
        try {
            parts.put(part, expressions.parse(text));
        } catch (InvalidExpression e) {
            ExpressionRules.add(e, place, problems);
        }
    }
}
