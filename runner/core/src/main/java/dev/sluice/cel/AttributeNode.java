package dev.sluice.cel;

import java.util.List;
import java.util.Optional;

/**
 * The value at an attribute.
 *
 * @param presence whether it is asked only for whether there is one: {@code has()}
 */
record AttributeNode(Attribute attribute, boolean presence) implements Node {

    @Override
    public Object value(Scope scope) throws EvaluationFailure {
        Object value = attribute.resolve(scope);
        return presence && value instanceof Optional<?> optional ? optional.isPresent() : value;
    }

    /** Of a node: what it is, or the way from its value. */
    static Attribute attributeOf(Node node) {
        return node instanceof AttributeNode known ? known.attribute() : new Attribute.Relative(node, List.of());
    }
}
