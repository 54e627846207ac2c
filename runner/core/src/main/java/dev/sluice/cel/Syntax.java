package dev.sluice.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads expressions with the parser and the type checker of cel-java; the one place that knows either. */
final class Syntax {

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableOptionalSyntax(true)
            .enableHeterogeneousNumericComparisons(true)
            .enableQuotedIdentifierSyntax(false)
            .enableHiddenAccumulatorVar(true)
            .build();

    private final CelParser parser = CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addMacros(OptionalMacros.all())
            .build();

    /** By their variables; to make one takes longer than to check with it. */
    private final Map<List<String>, CelCompiler> compilers = new ConcurrentHashMap<>();

    CelExpr parsed(String text) throws InvalidExpression {
        return valid(parser.parse(text)).getExpr();
    }

    /** An expression of one type, with variables of which it may ask any field. */
    CelExpr checked(String text, CelType wanted, List<String> variables) throws InvalidExpression {
        CelAbstractSyntaxTree checked = valid(compilers
                .computeIfAbsent(List.copyOf(variables), Syntax::compiler)
                .compile(text));
        CelType type = checked.getResultType();
        new LiteralTypes(checked).check();
        if (!type.equals(wanted)) {
            throw InvalidExpression.asAWhole(
                    "output type mismatch: expected " + wanted.name() + ", got " + type.name());
        }
        return checked.getExpr();
    }

    private static CelCompiler compiler(List<String> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMacros(OptionalMacros.all())
                .addFunctionDeclarations(Declarations.functions())
                .addVarDeclarations(Declarations.types());
        // What the checker makes of google.protobuf.Struct, as which Flux declares them.
        variables.forEach(name -> builder.addVar(name, MapType.create(SimpleType.STRING, SimpleType.DYN)));
        return builder.build();
    }

    private static CelAbstractSyntaxTree valid(CelValidationResult result) throws InvalidExpression {
        try {
            if (!result.hasError()) {
                return result.getAst();
            }
            throw new InvalidExpression(
                    result.getErrors().stream().map(Syntax::mistake).toList());
        } catch (CelValidationException e) {
            throw InvalidExpression.asAWhole(String.valueOf(e.getMessage()));
        }
    }

    private static InvalidExpression.Mistake mistake(CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        // Columns are counted from 0 there.
        return new InvalidExpression.Mistake(
                Math.max(0, line), issue.getSourceLocation().getColumn() + 1, issue.getMessage());
    }
}
