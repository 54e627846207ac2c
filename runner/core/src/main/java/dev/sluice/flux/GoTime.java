package dev.sluice.flux;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of Kubernetes ({@code metav1.Time}, {@code MicroTime}) as Go's {@code time.Parse} reads it, leniencies included,
 * and as it is written again.
 *
 * @param time in UTC
 * @param micro whether it is written with its microseconds
 */
record GoTime(LocalDateTime time, boolean micro) {

    private static final Pattern TEXT = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d{1,2}):(\\d\\d):(\\d\\d)(?:[.,](\\d+))?" + "(?:Z|([+-])(\\d\\d):(\\d\\d))");
    private static final int MICROSECONDS = 6;
    private static final int NANOSECONDS = 9;
    private static final int MOST_OFFSET_HOURS = 24;
    private static final int MOST_OFFSET_MINUTES = 60;

    /**
     * @param micro whether the text has to have six digits after the second
     * @throws DateTimeException if it is no time
     */
    static GoTime parse(String text, boolean micro) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new DateTimeException("no time");
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        if (micro && fraction.length() != MICROSECONDS) {
            throw new DateTimeException("no microseconds");
        }
        String nanoseconds = (fraction + "0".repeat(NANOSECONDS)).substring(0, NANOSECONDS);
        var local = LocalDateTime.of(
                LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3)),
                LocalTime.of(number(parts, 4), number(parts, 5), number(parts, 6), Integer.parseInt(nanoseconds)));
        return new GoTime(local.minusMinutes(offset(parts)), micro);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static int offset(Matcher parts) {
        if (parts.group(8) == null) {
            return 0;
        }
        int hours = number(parts, 9);
        int minutes = number(parts, 10);
        if (hours > MOST_OFFSET_HOURS || minutes > MOST_OFFSET_MINUTES) {
            throw new DateTimeException("no offset");
        }
        int offset = 60 * hours + minutes;
        return parts.group(8).equals("-") ? -offset : offset;
    }

    /** Whether it is the time that stands for none: the first instant of the year 1. */
    boolean isZero() {
        return time.equals(LocalDateTime.of(1, 1, 1, 0, 0));
    }

    @Override
    public String toString() {
        String fraction = micro ? String.format(Locale.ROOT, ".%06d", time.getNano() / 1000) : "";
        return String.format(
                Locale.ROOT,
                "%s%04d-%02d-%02dT%02d:%02d:%02d%sZ",
                time.getYear() < 0 ? "-" : "",
                Math.abs(time.getYear()),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                fraction);
    }
}
