package dev.sluice.cel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CEL's {@code timestamp}.
 *
 * @param offset seconds east of UTC in which it was written, and in which it is written again
 */
record Moment(Instant instant, int offset) {

    /** {@code 0001-01-01T00:00:00Z} */
    private static final long FIRST = -62_135_596_800L;
    /** {@code 9999-12-31T23:59:59Z} */
    private static final long LAST = 253_402_300_799L;

    /** What Go's {@code time.Parse} takes for RFC 3339: an hour of one digit, too, and a comma. */
    private static final Pattern RFC_3339 = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
            + "T([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))");

    private static final int NANOSECOND_DIGITS = 9;

    static Moment ofEpochSecond(long seconds) throws EvaluationFailure {
        return checked(seconds, 0, 0);
    }

    static Moment parse(String text) throws EvaluationFailure {
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            throw notATimestamp();
        }
        int offset = 0;
        if (parts.group(8) != null) {
            int hours = number(parts, 9);
            int minutes = number(parts, 10);
            // Go's bounds, which are not those of clocks.
            if (hours > 24 || minutes > 60) {
                throw notATimestamp();
            }
            offset = (hours * 60 + minutes) * 60 * (parts.group(8).equals("-") ? -1 : 1);
        }
        try {
            LocalDate date = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
            LocalTime time = LocalTime.of(number(parts, 4), number(parts, 5), number(parts, 6));
            long seconds = date.toEpochSecond(time, ZoneOffset.UTC) - offset;
            return checked(seconds, nanoseconds(parts.group(7)), offset);
        } catch (DateTimeException e) {
            throw notATimestamp();
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static int nanoseconds(@Nullable String fraction) {
        String digits = (fraction == null ? "" : fraction) + "0".repeat(NANOSECOND_DIGITS);
        return Integer.parseInt(digits.substring(0, NANOSECOND_DIGITS));
    }

    private static Moment checked(long seconds, int nanoseconds, int offset) throws EvaluationFailure {
        if (seconds < FIRST || seconds > LAST) {
            throw overflow();
        }
        return new Moment(Instant.ofEpochSecond(seconds, nanoseconds), offset);
    }

    Moment plus(java.time.Duration duration) throws EvaluationFailure {
        Instant sum = instant.plus(duration);
        return checked(sum.getEpochSecond(), sum.getNano(), offset);
    }

    /** The fields of the clock where it is, by so many seconds, later than UTC. */
    OffsetDateTime eastOfUtc(int seconds) {
        return instant.plusSeconds(seconds).atOffset(ZoneOffset.UTC);
    }

    /** {@code time.RFC3339Nano}, at its own offset. */
    @Override
    public String toString() {
        OffsetDateTime local = eastOfUtc(offset);
        String nanoseconds = local.getNano() == 0
                ? ""
                : String.format("%09d", local.getNano()).replaceFirst("0+$", "").transform(digits -> "." + digits);
        int minutes = Math.abs(offset) / 60;
        String zone =
                offset == 0 ? "Z" : (offset < 0 ? "-" : "+") + String.format("%02d:%02d", minutes / 60, minutes % 60);
        return String.format(
                        "%04d-%02d-%02dT%02d:%02d:%02d",
                        local.getYear(),
                        local.getMonthValue(),
                        local.getDayOfMonth(),
                        local.getHour(),
                        local.getMinute(),
                        local.getSecond())
                + nanoseconds
                + zone;
    }

    Moment inUtc() {
        return new Moment(instant, 0);
    }

    private static EvaluationFailure notATimestamp() {
        return new EvaluationFailure("type conversion error from 'string' to 'google.protobuf.Timestamp'");
    }

    private static EvaluationFailure overflow() {
        return new EvaluationFailure("timestamp overflow");
    }
}
