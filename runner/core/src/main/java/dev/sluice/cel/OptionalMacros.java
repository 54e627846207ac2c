package dev.sluice.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Optional;

/** {@code a.optMap(v, …)} and {@code a.optFlatMap(v, …)}: something made of a value, where there is one. */
final class OptionalMacros {

    private static final String UNUSED = "#unused";

    private OptionalMacros() {}

    static List<CelMacro> all() {
        return List.of(
                CelMacro.newReceiverMacro(
                        "optMap", 2, (factory, target, arguments) -> expanded("optMap", factory, target, arguments)),
                CelMacro.newReceiverMacro(
                        "optFlatMap",
                        2,
                        (factory, target, arguments) -> expanded("optFlatMap", factory, target, arguments)));
    }

    private static Optional<CelExpr> expanded(
            String macro, CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
        CelExpr variable = arguments.get(0);
        if (variable.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return Optional.of(factory.reportError(CelIssue.formatError(
                    factory.getSourceLocation(variable), macro + "() variable name must be a simple identifier")));
        }
        String name = variable.ident().name();
        CelExpr made = factory.fold(
                UNUSED,
                factory.newList(),
                name,
                factory.newReceiverCall("value", factory.copy(target)),
                factory.newBoolLiteral(false),
                factory.newIdentifier(name),
                arguments.get(1));
        return Optional.of(factory.newGlobalCall(
                "_?_:_",
                factory.newReceiverCall("hasValue", target),
                macro.equals("optMap") ? factory.newGlobalCall("optional.of", made) : made,
                factory.newGlobalCall("optional.none")));
    }
}
