package dev.sluice.cel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Flux's environment (fluxcd/pkg {@code runtime/cel/expression.go}): CEL's own and its extensions
 * {@code strings}, {@code sets}, {@code encoders} and optional types, each by its name.
 */
final class Functions {

    private final Map<String, Function> byName = new HashMap<>();
    private final Map<String, Function> conversions = Conversions.functions();

    Functions() {
        byName.put("_+_", Function.binary(Arithmetic::add));
        byName.put("_-_", Function.binary(Arithmetic::subtract));
        byName.put("_*_", Function.binary(Arithmetic::multiply));
        byName.put("_/_", Function.binary(Arithmetic::divide));
        byName.put("_%_", Function.binary(Arithmetic::modulo));
        byName.put("-_", Function.unary(Arithmetic::negate));
        byName.put("!_", Function.unary(Functions::not));
        byName.put("_==_", Function.binary(Comparisons::equal));
        byName.put("_!=_", Function.binary((left, right) -> !Comparisons.equal(left, right)));
        byName.put("_<_", Function.binary((left, right) -> Comparisons.compare("_<_", left, right) < 0));
        byName.put("_<=_", Function.binary((left, right) -> Comparisons.compare("_<=_", left, right) <= 0));
        byName.put("_>_", Function.binary((left, right) -> Comparisons.compare("_>_", left, right) > 0));
        byName.put("_>=_", Function.binary((left, right) -> Comparisons.compare("_>=_", left, right) >= 0));
        byName.put("@in", Function.binary(Functions::in));
        byName.put("size", Function.unary(Functions::size));
        byName.put("sets.contains", sets("sets.contains", Functions::containsAll));
        byName.put("sets.equivalent", sets("sets.equivalent", (a, b) -> containsAll(a, b) && containsAll(b, a)));
        byName.put("sets.intersects", sets("sets.intersects", Functions::intersects));
        byName.put("base64.encode", Function.unary(Functions::encoded));
        byName.put("base64.decode", Function.unary(Functions::decoded));
        byName.putAll(conversions);
        byName.putAll(TextFunctions.functions());
        byName.putAll(TimeFunctions.functions());
        byName.putAll(OptionalFunctions.functions());
    }

    /** The function of a name; null where there is none. */
    @Nullable
    Function find(String name) {
        return byName.get(name);
    }

    /** Whether a function turns a value into one of another type: it is called at once where its argument is written out. */
    boolean isConversion(String name) {
        return conversions.containsKey(name);
    }

    private static Object not(Object value) throws EvaluationFailure {
        if (value instanceof Boolean bool) {
            return !bool;
        }
        throw EvaluationFailure.noSuchOverload("!_");
    }

    private static Object in(Object value, Object container) throws EvaluationFailure {
        if (container instanceof List<?> list) {
            return Comparisons.contains(list, value);
        }
        if (container instanceof Map<?, ?> map) {
            return Comparisons.find(map, value) != null;
        }
        throw EvaluationFailure.noSuchOverload("@in");
    }

    private static Object size(Object value) throws EvaluationFailure {
        if (value instanceof String text) {
            return (long) text.codePointCount(0, text.length());
        }
        if (value instanceof Bytes bytes) {
            return (long) bytes.latin1().length();
        }
        if (value instanceof Collection<?> list) {
            return (long) list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return (long) map.size();
        }
        throw EvaluationFailure.noSuchOverload("size");
    }

    /** A question about two lists. */
    @FunctionalInterface
    private interface SetTest {
        boolean of(List<?> left, List<?> right);
    }

    private static Function sets(String name, SetTest test) {
        return Function.binary((left, right) -> {
            if (left instanceof List<?> one && right instanceof List<?> other) {
                return test.of(one, other);
            }
            throw EvaluationFailure.noSuchOverload(name);
        });
    }

    private static boolean containsAll(List<?> list, List<?> part) {
        return part.stream().allMatch(item -> Comparisons.contains(list, item));
    }

    private static boolean intersects(List<?> left, List<?> right) {
        return left.stream().anyMatch(item -> Comparisons.contains(right, item));
    }

    private static Object encoded(Object value) throws EvaluationFailure {
        if (value instanceof Bytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.array());
        }
        throw EvaluationFailure.noSuchOverload("base64.encode");
    }

    /** With or without padding; line breaks count for nothing, as in Go. */
    private static Object decoded(Object value) throws EvaluationFailure {
        if (!(value instanceof String text)) {
            throw EvaluationFailure.noSuchOverload("base64.decode");
        }
        try {
            byte[] letters = text.replace("\n", "").replace("\r", "").getBytes(UTF_8);
            return Bytes.of(Base64.getDecoder().decode(letters));
        } catch (IllegalArgumentException e) {
            throw new EvaluationFailure("illegal base64 data");
        }
    }
}
