package dev.sluice.cel;

/**
 * {@code &&} and {@code ||}: one side that decides is enough, whatever the other one is, a failure even.
 *
 * @param deciding {@code false} for {@code &&}, {@code true} for {@code ||}
 */
record Logic(boolean deciding, Node left, Node right) implements Node {

    @Override
    public Object value(Scope scope) throws EvaluationFailure {
        boolean first;
        try {
            first = truth(left, scope);
        } catch (EvaluationFailure e) {
            if (decides(right, scope)) {
                return deciding;
            }
            throw e;
        }
        return first == deciding ? deciding : truth(right, scope);
    }

    private boolean decides(Node side, Scope scope) {
        try {
            return truth(side, scope) == deciding;
        } catch (EvaluationFailure e) {
            // The failure of the left side is the one that is told.
            return false;
        }
    }

    private boolean truth(Node side, Scope scope) throws EvaluationFailure {
        if (side.value(scope) instanceof Boolean value) {
            return value;
        }
        throw EvaluationFailure.noSuchOverload(deciding ? "_||_" : "_&&_");
    }
}
