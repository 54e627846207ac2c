package dev.sluice.cel;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which values are equal, and which is smaller (cel-go {@code common/types}); numbers of all types are compared. */
final class Comparisons {

    private static final double MIN_INT = Long.MIN_VALUE;
    private static final double MAX_INT = 0x1p63;
    private static final double MAX_UINT = 0x1p64;

    private Comparisons() {}

    static boolean equal(Object left, Object right) {
        if (isNumber(left)) {
            return isNumber(right) && !isNaN(left) && !isNaN(right) && numbers(left, right) == 0;
        }
        if (left instanceof List<?> list) {
            return right instanceof List<?> other && equalLists(list, other);
        }
        if (left instanceof Map<?, ?> map) {
            return right instanceof Map<?, ?> other && equalMaps(map, other);
        }
        if (left instanceof Optional<?> optional) {
            return right instanceof Optional<?> other
                    && optional.isPresent() == other.isPresent()
                    && (optional.isEmpty() || equal(optional.get(), other.get()));
        }
        if (left instanceof Moment moment) {
            return right instanceof Moment other && moment.instant().equals(other.instant());
        }
        return left.equals(right);
    }

    private static boolean equalLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        return left.stream().allMatch(value -> equal(value, others.next()));
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object other = find(right, entry.getKey());
            if (other == null || !equal(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    /** The value of a key; a number finds the equal number of another type. Null where there is none. */
    static @Nullable Object find(Map<?, ?> map, Object key) {
        Object found = map.get(key);
        if (found != null || !isNumber(key)) {
            return found;
        }
        if (key instanceof Double number) {
            if (number == 0 && map.get(-number) != null) {
                return map.get(-number);
            }
            Long integer = losslessInt(number);
            Object byInteger = integer == null ? null : map.get(integer);
            boolean isUint = number >= 0 && number < MAX_UINT && number == Math.rint(number);
            return byInteger == null && isUint ? map.get(Unsigned.of(number)) : byInteger;
        }
        if (key instanceof Unsigned number) {
            return number.isInt() ? map.get(number.bits()) : null;
        }
        return (Long) key >= 0 ? map.get(new Unsigned((Long) key)) : null;
    }

    /** The {@code int} that a {@code double} is, exactly; null where it is none. */
    static @Nullable Long losslessInt(double number) {
        return number == Math.rint(number) && number > MIN_INT && number < MAX_INT ? (long) number : null;
    }

    static boolean contains(List<?> list, Object value) {
        return list.stream().anyMatch(item -> equal(value, item));
    }

    /**
     * As {@code compareTo} answers.
     *
     * @throws EvaluationFailure if the values have no order
     */
    static int compare(String operator, Object left, Object right) throws EvaluationFailure {
        if (isNumber(left) && isNumber(right)) {
            if (isNaN(left) || isNaN(right)) {
                throw new EvaluationFailure("NaN values cannot be ordered");
            }
            return numbers(left, right);
        }
        if (left instanceof String one && right instanceof String other) {
            return compareCodePoints(one, other);
        }
        if (left instanceof Boolean one && right instanceof Boolean other) {
            return one.compareTo(other);
        }
        if (left instanceof Bytes one && right instanceof Bytes other) {
            return one.latin1().compareTo(other.latin1());
        }
        if (left instanceof Duration one && right instanceof Duration other) {
            return one.compareTo(other);
        }
        if (left instanceof Moment one && right instanceof Moment other) {
            return one.instant().compareTo(other.instant());
        }
        throw EvaluationFailure.noSuchOverload(operator);
    }

    /** Go compares UTF-8, whose order is that of the code points; Java's is another one beyond the first plane. */
    private static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char one = left.charAt(i);
            char other = right.charAt(i);
            if (one != other) {
                return Character.isSurrogate(one) == Character.isSurrogate(other)
                        ? Character.compare(one, other)
                        : Boolean.compare(Character.isSurrogate(one), Character.isSurrogate(other));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Unsigned;
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }

    private static int numbers(Object left, Object right) {
        if (left instanceof Double number) {
            return right instanceof Double other
                    ? doubles(number, other)
                    : right instanceof Long other
                            ? doubleAndInt(number, other)
                            : doubleAndUint(number, (Unsigned) right);
        }
        if (right instanceof Double) {
            return -numbers(right, left);
        }
        if (left instanceof Long number) {
            return right instanceof Long other ? Long.compare(number, other) : intAndUint(number, (Unsigned) right);
        }
        Unsigned number = (Unsigned) left;
        return right instanceof Long other
                ? -intAndUint(other, number)
                : Long.compareUnsigned(number.bits(), ((Unsigned) right).bits());
    }

    private static int intAndUint(long left, Unsigned right) {
        return left < 0 || !right.isInt() ? -1 : Long.compare(left, right.bits());
    }

    private static int doubleAndInt(double left, long right) {
        if (left < MIN_INT || left > MAX_INT) {
            return left < 0 ? -1 : 1;
        }
        return doubles(left, (double) right);
    }

    private static int doubleAndUint(double left, Unsigned right) {
        if (left < 0 || left > MAX_UINT) {
            return left < 0 ? -1 : 1;
        }
        return doubles(left, right.toDouble());
    }

    /** Not {@code Double.compare}: a negative zero is a zero. */
    private static int doubles(double left, double right) {
        return left < right ? -1 : left > right ? 1 : 0;
    }
}
