package dev.sluice.cel;

import java.math.BigInteger;

/** CEL's {@code uint}: 64 bits without a sign. */
record Unsigned(long bits) {

    private static final double TWO_TO_63 = 0x1p63;

    static Unsigned of(BigInteger value) {
        return new Unsigned(value.longValue());
    }

    /** Rounded as Go's conversion does, to the nearest. */
    double toDouble() {
        return bits >= 0 ? (double) bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** The value of a whole number from 0 to below 2^64. */
    static Unsigned of(double value) {
        return new Unsigned(value < TWO_TO_63 ? (long) value : (long) (value - TWO_TO_63) ^ Long.MIN_VALUE);
    }

    /** Whether an {@code int} holds it, too. */
    boolean isInt() {
        return bits >= 0;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
