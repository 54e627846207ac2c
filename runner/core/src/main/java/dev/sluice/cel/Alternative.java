package dev.sluice.cel;

import java.util.Optional;

/**
 * {@code a.or(b)} and {@code a.orValue(b)}: the second one is looked at where the first one is none.
 *
 * @param unwraps whether the value itself is answered
 */
record Alternative(Node first, Node second, boolean unwraps) implements Node {

    @Override
    public Object value(Scope scope) throws EvaluationFailure {
        Object found = first.value(scope);
        if (!(found instanceof Optional<?> optional)) {
            return found;
        }
        if (optional.isEmpty()) {
            return second.value(scope);
        }
        return unwraps ? optional.get() : optional;
    }
}
