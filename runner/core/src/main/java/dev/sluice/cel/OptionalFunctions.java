package dev.sluice.cel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values that may be absent ({@code optional.of(1)}); {@code or} and {@code orValue} are {@link Alternative}s. */
final class OptionalFunctions {

    /** The instant at which Go's {@code time.Time} begins to count. */
    private static final Instant GO_ZERO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private OptionalFunctions() {}

    static Map<String, Function> functions() {
        return Map.of(
                "optional.of", Function.unary(Optional::of),
                "optional.ofNonZeroValue",
                        Function.unary(value -> isZero(value) ? Optional.empty() : Optional.of(value)),
                "optional.none", Function.any(OptionalFunctions::none),
                "optional.unwrap", Function.unary(OptionalFunctions::unwrapped),
                "unwrapOpt", Function.unary(OptionalFunctions::unwrapped),
                "hasValue", Function.unary(value -> optional("hasValue", value).isPresent()),
                "value", Function.unary(OptionalFunctions::value),
                "first", Function.unary(value -> at(list("first", value), 0)),
                "last",
                        Function.unary(value ->
                                at(list("last", value), list("last", value).size() - 1)));
    }

    private static Object none(List<Object> arguments) throws EvaluationFailure {
        if (!arguments.isEmpty()) {
            throw EvaluationFailure.noSuchOverload("optional.none");
        }
        return Optional.empty();
    }

    private static Object value(Object value) throws EvaluationFailure {
        Optional<?> optional = optional("value", value);
        if (optional.isEmpty()) {
            throw new EvaluationFailure("optional.none() dereference");
        }
        return optional.get();
    }

    private static Object unwrapped(Object value) throws EvaluationFailure {
        var present = new ArrayList<Object>();
        for (Object item : list("optional.unwrap", value)) {
            optional("optional.unwrap", item).ifPresent(present::add);
        }
        return present;
    }

    private static Optional<?> optional(String function, Object value) throws EvaluationFailure {
        if (value instanceof Optional<?> optional) {
            return optional;
        }
        throw EvaluationFailure.noSuchOverload(function);
    }

    private static List<?> list(String function, Object value) throws EvaluationFailure {
        if (value instanceof List<?> list) {
            return list;
        }
        throw EvaluationFailure.noSuchOverload(function);
    }

    private static Object at(List<?> list, int index) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(index));
    }

    private static boolean isZero(Object value) {
        if (value instanceof Collection<?> list) {
            return list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty();
        }
        if (value instanceof Moment moment) {
            return moment.instant().equals(GO_ZERO_TIME);
        }
        return value instanceof Null
                || value.equals("")
                || value.equals(false)
                || value.equals(new Bytes(""))
                || value.equals(Duration.ZERO)
                || (Comparisons.isNumber(value) && Comparisons.equal(value, 0L));
    }
}
