package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.sluice.cel.InvalidExpression.Mistake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the items of each list, and the keys and the values of each map, are written with one type (cel-go's
 * {@code HomogeneousAggregateLiterals}); cel-java's own option lets a type that is not known pass beside another one.
 * What is formatted may be mixed.
 */
final class LiteralTypes {

    private final CelAbstractSyntaxTree checked;
    private final List<Mistake> mistakes = new ArrayList<>();

    LiteralTypes(CelAbstractSyntaxTree checked) {
        this.checked = checked;
    }

    /** @throws InvalidExpression with every mistake */
    void check() throws InvalidExpression {
        visit(checked.getExpr(), false);
        if (!mistakes.isEmpty()) {
            throw new InvalidExpression(mistakes);
        }
    }

    private void visit(CelExpr expression, boolean exempt) {
        switch (expression.getKind()) {
            case SELECT -> visit(expression.select().operand(), exempt);
            case CALL -> call(expression.call(), exempt);
            case LIST -> list(expression.list(), exempt);
            case MAP -> map(expression.map(), exempt);
            case COMPREHENSION -> fold(expression.comprehension(), exempt);
            case NOT_SET, CONSTANT, IDENT, STRUCT -> {}
        }
    }

    private void call(CelCall call, boolean exempt) {
        boolean inside = exempt || call.function().equals("format");
        call.target().ifPresent(target -> visit(target, inside));
        call.args().forEach(argument -> visit(argument, inside));
    }

    private void fold(CelComprehension fold, boolean exempt) {
        for (CelExpr part :
                List.of(fold.iterRange(), fold.accuInit(), fold.loopCondition(), fold.loopStep(), fold.result())) {
            visit(part, exempt);
        }
    }

    private void list(CelExpr.CelList list, boolean exempt) {
        CelType first = null;
        for (int i = 0; i < list.elements().size(); i++) {
            CelExpr item = list.elements().get(i);
            first = exempt ? null : same(first, item, list.optionalIndices().contains(i));
            visit(item, exempt);
        }
    }

    private void map(CelMap map, boolean exempt) {
        CelType firstKey = null;
        CelType firstValue = null;
        for (CelMap.Entry entry : map.entries()) {
            firstKey = exempt ? null : same(firstKey, entry.key(), false);
            firstValue = exempt ? null : same(firstValue, entry.value(), entry.optionalEntry());
            visit(entry.key(), exempt);
            visit(entry.value(), exempt);
        }
    }

    /** Notes a type that is another one than the first; answers the first. */
    private CelType same(@Nullable CelType first, CelExpr item, boolean optional) {
        CelType type = checked.getType(item.id()).orElse(SimpleType.DYN);
        if (optional) {
            type = type.parameters().isEmpty()
                    ? SimpleType.DYN
                    : type.parameters().get(0);
        }
        if (first != null && !first.equals(type)) {
            var place = checked.getSource().getOffsetLocation(offset(item));
            mistakes.add(new Mistake(
                    place.map(at -> at.getLine()).orElse(0),
                    place.map(at -> at.getColumn() + 1).orElse(0),
                    "expected type '" + first.name() + "' but found '" + type.name() + "'"));
        }
        return first == null ? type : first;
    }

    private int offset(CelExpr item) {
        Integer offset = checked.getSource().getPositionsMap().get(item.id());
        return offset == null ? 0 : offset;
    }
}
