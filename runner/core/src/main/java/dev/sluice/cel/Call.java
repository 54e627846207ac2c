package dev.sluice.cel;

import java.util.ArrayList;
import java.util.List;

/** A call of a function; an argument that fails is the call's failure. */
record Call(Function function, List<Node> arguments) implements Node {

    @Override
    public Object value(Scope scope) throws EvaluationFailure {
        var values = new ArrayList<Object>(arguments.size());
        for (Node argument : arguments) {
            values.add(argument.value(scope));
        }
        return function.body().apply(values);
    }
}
