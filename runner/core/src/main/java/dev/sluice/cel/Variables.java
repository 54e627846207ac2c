package dev.sluice.cel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of one evaluation, and how far it has come. */
final class Variables implements Scope {

    private final Map<String, Object> values;
    private int steps;

    Variables(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public @Nullable Object find(String name) {
        return values.get(name);
    }

    @Override
    public void step() throws EvaluationFailure {
        if (steps >= Bounds.STEPS) {
            throw new EvaluationFailure("operation interrupted: it takes more than " + Bounds.STEPS + " steps");
        }
        steps++;
    }
}
