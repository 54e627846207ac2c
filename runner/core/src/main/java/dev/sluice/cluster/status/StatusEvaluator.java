package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cel.EvaluationFailure;
import dev.sluice.cel.Expression;
import java.util.EnumMap;
import java.util.Map;

/**
 * How an object is by expressions of the user (fluxcd/pkg {@code runtime/cel/status_evaluator.go}): what its controller
 * has not observed is in progress, else the first expression that is true counts.
 */
public final class StatusEvaluator {

    /** What an expression tells of, in the order in which they are asked (RFC 0009 of Flux). */
    public enum Part {
        IN_PROGRESS("inProgress", Status.IN_PROGRESS),
        FAILED("failed", Status.FAILED),
        CURRENT("current", Status.CURRENT);

        private final String field;
        private final Status status;

        Part(String field, Status status) {
            this.field = field;
            this.status = status;
        }

        /** The field in which it is written. */
        public String field() {
            return field;
        }
    }

    private final Map<Part, Expression> expressions;

    /** @param expressions of these there is always the one for {@link Part#CURRENT} */
    public StatusEvaluator(Map<Part, Expression> expressions) {
        if (!expressions.containsKey(Part.CURRENT)) {
            throw new IllegalArgumentException("expression Current not specified");
        }
        this.expressions = new EnumMap<>(expressions);
    }

    /** The status of an object as the API server answers it; unknown, with the reason, where an expression fails. */
    public ObjectStatus of(JsonNode liveObject) {
        if (isUnobserved(liveObject)) {
            return ObjectStatus.told(Status.IN_PROGRESS, "the generation is not observed yet");
        }
        for (Map.Entry<Part, Expression> entry : expressions.entrySet()) {
            Part part = entry.getKey();
            try {
                if (entry.getValue().isTrue(liveObject)) {
                    return ObjectStatus.told(part.status, part.field + " is true: " + entry.getValue());
                }
            } catch (EvaluationFailure e) {
                return ObjectStatus.unknown(String.valueOf(e.getMessage()));
            }
        }
        return ObjectStatus.told(Status.IN_PROGRESS, "none is true of " + fields());
    }

    private String fields() {
        return String.join(", ", expressions.keySet().stream().map(Part::field).toList());
    }

    /** Only where both are whole numbers: some controllers write a text, and then the expressions alone count. */
    private static boolean isUnobserved(JsonNode liveObject) {
        JsonNode observed = liveObject.path("status").path("observedGeneration");
        JsonNode generation = liveObject.path("metadata").path("generation");
        return GoValue.isInteger(observed)
                && GoValue.isInteger(generation)
                && observed.longValue() != generation.longValue();
    }
}
