package dev.sluice.change;

import dev.sluice.failure.Rejected;
import dev.sluice.flux.KustomizationSpec;
import java.util.List;
import java.util.Optional;

/** Units whose readiness an expression tells (CEL), which this version cannot evaluate. */
public final class ReadinessExpressions {

    private ReadinessExpressions() {}

    /** Why a unit cannot be carried out where somebody tells how its objects are; empty where it can. */
    public static Optional<Rejected> refusal(KustomizationSpec unit) {
        List<String> fields = unit.readinessExpressions();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rejected(
                unit.id().toString(),
                String.join(" and ", fields) + " is not supported yet",
                "leave the field out: kstatus' rules count then",
                null));
    }
}
