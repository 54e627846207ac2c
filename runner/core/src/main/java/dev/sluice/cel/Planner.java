package dev.sluice.cel;

import com.google.re2j.Pattern;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelList;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.sluice.cel.Literals.Entry;
import dev.sluice.cel.Literals.Item;
import dev.sluice.cel.Literals.ListOf;
import dev.sluice.cel.Literals.MapOf;
import dev.sluice.cel.Node.Constant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a parsed expression what can be evaluated, as cel-go's {@code interpreter/planner.go} does with all that Flux
 * switches on: what is constant is computed at once, so that a conversion that fails and a pattern that is none are
 * mistakes of the expression, whatever the data.
 */
final class Planner {

    private static final Scope EMPTY = name -> null;

    private final Functions functions;

    Planner(Functions functions) {
        this.functions = functions;
    }

    Node plan(CelExpr expression) throws InvalidExpression {
        return switch (expression.getKind()) {
            case CONSTANT -> new Constant(constant(expression.constant()));
            case IDENT ->
                attribute(Attribute.Variable.of(withoutDot(expression.ident().name())));
            case SELECT -> select(expression.select());
            case CALL -> call(expression.call());
            case LIST -> list(expression.list());
            case MAP -> map(expression.map());
            case COMPREHENSION -> fold(expression.comprehension());
            // Not even a controller's data has messages of protocol buffers in it.
            case STRUCT ->
                throw InvalidExpression.asAWhole(
                        "unknown type: " + expression.struct().messageName());
            case NOT_SET -> throw InvalidExpression.asAWhole("unsupported expression");
        };
    }

    private static Object constant(CelConstant constant) throws InvalidExpression {
        return switch (constant.getKind()) {
            case NULL_VALUE -> Null.NULL;
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case UINT64_VALUE -> new Unsigned(constant.uint64Value().longValue());
            case DOUBLE_VALUE -> finite(constant.doubleValue());
            case STRING_VALUE -> constant.stringValue();
            case BYTES_VALUE -> Bytes.of(constant.bytesValue().toByteArray());
            case NOT_SET, TIMESTAMP_VALUE, DURATION_VALUE -> throw InvalidExpression.asAWhole("unsupported constant");
        };
    }

    /** There is no way to write down what is not finite: the number was too large. */
    private static double finite(double value) throws InvalidExpression {
        if (Double.isInfinite(value)) {
            throw InvalidExpression.asAWhole("invalid double literal");
        }
        return value;
    }

    private static Node attribute(Attribute attribute) {
        return new AttributeNode(attribute, false);
    }

    private static String withoutDot(String name) {
        return name.startsWith(".") ? name.substring(1) : name;
    }

    private Node select(CelSelect select) throws InvalidExpression {
        return stepped(plan(select.operand()), new Qualifier.Constant(select.field(), false), select.testOnly());
    }

    /** Behind {@code has(…)} every step is a question, too. */
    private static Node stepped(Node operand, Qualifier step, boolean test) throws InvalidExpression {
        boolean presence = test || (operand instanceof AttributeNode node && node.presence());
        if (!presence) {
            return attribute(AttributeNode.attributeOf(operand).then(step));
        }
        if (step instanceof Qualifier.Constant written) {
            return new AttributeNode(AttributeNode.attributeOf(operand).then(new Qualifier.Presence(written)), true);
        }
        throw InvalidExpression.asAWhole("test only expressions must have constant qualifiers");
    }

    private Node call(CelCall call) throws InvalidExpression {
        Optional<String> qualified = call.target().flatMap(Planner::path).map(path -> path + "." + call.function());
        boolean isQualified =
                qualified.filter(name -> functions.find(name) != null).isPresent();
        String name = isQualified ? qualified.orElseThrow() : withoutDot(call.function());
        var arguments = new ArrayList<Node>();
        if (!isQualified && call.target().isPresent()) {
            arguments.add(plan(call.target().get()));
        }
        for (CelExpr argument : call.args()) {
            arguments.add(plan(argument));
        }
        Node special = special(name, arguments);
        return special == null ? ordinary(name, List.copyOf(arguments)) : special;
    }

    /** What a namespaced function may be called on: {@code sets} in {@code sets.contains(a, b)}. */
    private static Optional<String> path(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> Optional.of(withoutDot(expression.ident().name()));
            case SELECT ->
                expression.select().testOnly()
                        ? Optional.empty()
                        : path(expression.select().operand())
                                .map(path -> path + "." + expression.select().field());
            case NOT_SET, CONSTANT, CALL, LIST, STRUCT, MAP, COMPREHENSION -> Optional.empty();
        };
    }

    private static @Nullable Node special(String name, List<Node> arguments) throws InvalidExpression {
        return switch (name) {
            case "_&&_" -> new Logic(false, arguments.get(0), arguments.get(1));
            case "_||_" -> new Logic(true, arguments.get(0), arguments.get(1));
            case "_?_:_" ->
                attribute(new Attribute.Choice(
                        arguments.get(0),
                        AttributeNode.attributeOf(arguments.get(1)),
                        AttributeNode.attributeOf(arguments.get(2))));
            case "_[_]" -> stepped(arguments.get(0), step(arguments.get(1), false), false);
            case "_[?_]", "_?._" -> stepped(arguments.get(0), step(arguments.get(1), true), false);
            case "@not_strictly_false" -> notStrictlyFalse(arguments.get(0));
            case "or", "orValue" ->
                arguments.size() == 2
                        ? new Alternative(arguments.get(0), arguments.get(1), name.equals("orValue"))
                        : null;
            default -> null;
        };
    }

    private static Qualifier step(Node index, boolean optional) throws InvalidExpression {
        if (!(index instanceof Constant constant)) {
            return new Qualifier.Computed(index, optional);
        }
        if (!Qualifier.isKey(constant.value())) {
            throw InvalidExpression.asAWhole("invalid qualifier type: " + TypeName.of(constant.value()));
        }
        return new Qualifier.Constant(constant.value(), optional);
    }

    private static Node notStrictlyFalse(Node condition) {
        return scope -> {
            try {
                return !(condition.value(scope) instanceof Boolean value) || value;
            } catch (EvaluationFailure e) {
                return true;
            }
        };
    }

    private Node ordinary(String name, List<Node> arguments) throws InvalidExpression {
        Function function = functions.find(name);
        if (function == null) {
            if (arguments.isEmpty()) {
                throw InvalidExpression.asAWhole("no such overload: " + name + "()");
            }
            // A function that nobody knows fails where it is called, as any that does not fit.
            return new Call(Function.any(unused -> fail(name)), arguments);
        }
        if (!function.takes(arguments.size())) {
            throw InvalidExpression.asAWhole("no such overload: " + name + " with " + arguments.size() + " arguments");
        }
        var call = new Call(function, arguments);
        if (functions.isConversion(name) && arguments.size() == 1 && areConstant(arguments)) {
            return computed(call);
        }
        return name.equals("matches") && arguments.get(1) instanceof Constant constant
                ? matching(call, constant)
                : call;
    }

    private static Object fail(String name) throws EvaluationFailure {
        throw EvaluationFailure.noSuchOverload(name);
    }

    private static Node computed(Node node) throws InvalidExpression {
        try {
            return new Constant(node.value(EMPTY));
        } catch (EvaluationFailure e) {
            throw InvalidExpression.asAWhole(String.valueOf(e.getMessage()));
        }
    }

    private static Node matching(Call call, Constant pattern) throws InvalidExpression {
        if (!(pattern.value() instanceof String text)) {
            return call;
        }
        Pattern compiled;
        try {
            compiled = TextFunctions.pattern(text);
        } catch (EvaluationFailure e) {
            throw InvalidExpression.asAWhole(String.valueOf(e.getMessage()));
        }
        return new Call(
                Function.unary(value -> {
                    if (value instanceof String subject) {
                        return compiled.matcher(subject).find();
                    }
                    throw EvaluationFailure.noSuchOverload("matches");
                }),
                List.of(call.arguments().get(0)));
    }

    private Node list(CelList list) throws InvalidExpression {
        var items = new ArrayList<Item>();
        for (int i = 0; i < list.elements().size(); i++) {
            items.add(new Item(
                    plan(list.elements().get(i)), list.optionalIndices().contains(i)));
        }
        return folded(new ListOf(items), items.stream().map(Item::value).toList());
    }

    private Node map(CelMap map) throws InvalidExpression {
        var entries = new ArrayList<Entry>();
        var parts = new ArrayList<Node>();
        for (CelMap.Entry written : map.entries()) {
            var entry = new Entry(plan(written.key()), plan(written.value()), written.optionalEntry());
            entries.add(entry);
            parts.add(entry.key());
            parts.add(entry.value());
        }
        return folded(new MapOf(entries), parts);
    }

    /** A literal of nothing but constants is one; one that fails does so where it is evaluated. */
    private static Node folded(Node literal, List<Node> parts) {
        if (!areConstant(parts)) {
            return literal;
        }
        try {
            return new Constant(literal.value(EMPTY));
        } catch (EvaluationFailure e) {
            return literal;
        }
    }

    private static boolean areConstant(List<Node> nodes) {
        Predicate<Node> isConstant = Constant.class::isInstance;
        return nodes.stream().allMatch(isConstant);
    }

    private Node fold(CelComprehension fold) throws InvalidExpression {
        return new Fold(
                plan(fold.iterRange()),
                fold.iterVar(),
                fold.accuVar(),
                plan(fold.accuInit()),
                plan(fold.loopCondition()),
                plan(fold.loopStep()),
                plan(fold.result()));
    }
}
