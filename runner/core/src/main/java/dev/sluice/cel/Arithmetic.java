package dev.sluice.cel;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** CEL's operators of arithmetic: both sides of one type, and an overflow is a failure. */
final class Arithmetic {

    private static final BigInteger MAX_UINT = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private Arithmetic() {}

    static Object add(Object left, Object right) throws EvaluationFailure {
        if (left instanceof Double one && right instanceof Double other) {
            return one + other;
        }
        if (left instanceof String one && right instanceof String other) {
            Bounds.checkLength((long) one.length() + other.length());
            return one + other;
        }
        if (left instanceof Bytes one && right instanceof Bytes other) {
            Bounds.checkLength((long) one.latin1().length() + other.latin1().length());
            return new Bytes(one.latin1() + other.latin1());
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            return concatenated(one, other);
        }
        if (right instanceof Duration duration) {
            return addDuration(left, duration);
        }
        if (left instanceof Duration one && right instanceof Moment other) {
            return other.plus(one);
        }
        return integers("_+_", left, right);
    }

    private static Object addDuration(Object left, Duration right) throws EvaluationFailure {
        if (left instanceof Moment moment) {
            return moment.plus(right);
        }
        if (left instanceof Duration duration) {
            return checked(duration.plus(right));
        }
        throw EvaluationFailure.noSuchOverload("_+_");
    }

    private static List<?> concatenated(List<?> left, List<?> right) throws EvaluationFailure {
        Bounds.checkLength((long) left.size() + right.size());
        if (left instanceof GrowingList growing) {
            growing.append(right);
            return growing;
        }
        var both = new ArrayList<Object>(left.size() + right.size());
        both.addAll(left);
        both.addAll(right);
        return both;
    }

    static Object subtract(Object left, Object right) throws EvaluationFailure {
        if (left instanceof Double one && right instanceof Double other) {
            return one - other;
        }
        if (left instanceof Duration one && right instanceof Duration other) {
            return checked(one.minus(other));
        }
        if (left instanceof Moment one && right instanceof Duration other) {
            return one.plus(other.negated());
        }
        if (left instanceof Moment one && right instanceof Moment other) {
            return checked(Duration.between(other.instant(), one.instant()));
        }
        return integers("_-_", left, right);
    }

    static Object multiply(Object left, Object right) throws EvaluationFailure {
        return left instanceof Double one && right instanceof Double other
                ? (Object) (one * other)
                : integers("_*_", left, right);
    }

    static Object divide(Object left, Object right) throws EvaluationFailure {
        return left instanceof Double one && right instanceof Double other
                ? (Object) (one / other)
                : integers("_/_", left, right);
    }

    static Object modulo(Object left, Object right) throws EvaluationFailure {
        return integers("_%_", left, right);
    }

    static Object negate(Object value) throws EvaluationFailure {
        if (value instanceof Double number) {
            return -number;
        }
        if (value instanceof Duration duration) {
            return checked(duration.negated());
        }
        return value instanceof Long number ? integers("_-_", 0L, number) : fail("-_");
    }

    private static Object fail(String operator) throws EvaluationFailure {
        throw EvaluationFailure.noSuchOverload(operator);
    }

    private static Object integers(String operator, Object left, Object right) throws EvaluationFailure {
        if (left instanceof Long one && right instanceof Long other) {
            return signed(operator, one, other);
        }
        if (left instanceof Unsigned one && right instanceof Unsigned other) {
            return unsigned(operator, one.bits(), other.bits());
        }
        throw EvaluationFailure.noSuchOverload(operator);
    }

    private static long signed(String operator, long left, long right) throws EvaluationFailure {
        checkDivisor(operator, right);
        // The one quotient that has no place in 64 bits, and Go refuses its remainder as well.
        if (left == Long.MIN_VALUE && right == -1 && (operator.equals("_/_") || operator.equals("_%_"))) {
            throw overflow("int");
        }
        try {
            return switch (operator) {
                case "_+_" -> Math.addExact(left, right);
                case "_-_" -> Math.subtractExact(left, right);
                case "_*_" -> Math.multiplyExact(left, right);
                case "_/_" -> left / right;
                default -> left % right;
            };
        } catch (ArithmeticException e) {
            throw overflow("int");
        }
    }

    private static Unsigned unsigned(String operator, long left, long right) throws EvaluationFailure {
        checkDivisor(operator, right);
        BigInteger one = new BigInteger(Long.toUnsignedString(left));
        BigInteger other = new BigInteger(Long.toUnsignedString(right));
        BigInteger result =
                switch (operator) {
                    case "_+_" -> one.add(other);
                    case "_-_" -> one.subtract(other);
                    case "_*_" -> one.multiply(other);
                    case "_/_" -> one.divide(other);
                    default -> one.mod(other);
                };
        if (result.signum() < 0 || result.compareTo(MAX_UINT) > 0) {
            throw overflow("uint");
        }
        return Unsigned.of(result);
    }

    private static void checkDivisor(String operator, long right) throws EvaluationFailure {
        if (right == 0 && operator.equals("_/_")) {
            throw new EvaluationFailure("division by zero");
        }
        if (right == 0 && operator.equals("_%_")) {
            throw new EvaluationFailure("modulus by zero");
        }
    }

    private static Duration checked(Duration duration) throws EvaluationFailure {
        try {
            return Duration.ofNanos(duration.toNanos());
        } catch (ArithmeticException e) {
            throw overflow("duration");
        }
    }

    private static EvaluationFailure overflow(String type) {
        return new EvaluationFailure(type + " overflow");
    }
}
