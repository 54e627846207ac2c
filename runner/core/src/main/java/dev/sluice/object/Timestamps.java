package dev.sluice.object;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What go-yaml takes for a timestamp. Source of the rule: {@code parseTimestamp} in {@code resolve.go} with the
 * formats of Go's {@code time.Parse}.
 */
final class Timestamps {

    private static final String TIME =
            "(?<hour>\\d{1,2}):(?<minute>\\d{1,2}):(?<second>\\d{1,2})(?<fraction>[.,]\\d+)?";
    private static final Pattern FORM = Pattern.compile("(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})"
            + "(?:(?<zoned>[Tt])" + TIME + "(?<zone>Z|[+-]\\d{2}:\\d{2}))?");
    private static final Pattern FORM_WITHOUT_ZONE =
            Pattern.compile("(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2}) +" + TIME);
    private static final int NANOSECOND_DIGITS = 9;

    private Timestamps() {}

    /** The time as Go's JSON writes it ({@code 2001-01-02T00:00:00Z}), or null where the text is no timestamp. */
    static @Nullable String rfc3339(String text) {
        // Cheap and nearly always the answer: all formats start with YYYY-.
        if (text.length() < 8 || text.charAt(4) != '-') {
            return null;
        }
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            return matcher.group("zoned") == null
                    ? format(matcher, false, "Z")
                    : format(matcher, true, matcher.group("zone"));
        }
        Matcher withoutZone = FORM_WITHOUT_ZONE.matcher(text);
        return withoutZone.matches() ? format(withoutZone, true, "Z") : null;
    }

    private static @Nullable String format(Matcher matcher, boolean timed, String zone) {
        if (!zone.equals("Z") && (number(zone, 1, 3) > 24 || number(zone, 4, 6) > 60)) {
            return null;
        }
        try {
            var time = LocalDateTime.of(
                    Integer.parseInt(matcher.group("year")),
                    Integer.parseInt(matcher.group("month")),
                    Integer.parseInt(matcher.group("day")),
                    timed ? Integer.parseInt(matcher.group("hour")) : 0,
                    timed ? Integer.parseInt(matcher.group("minute")) : 0,
                    timed ? Integer.parseInt(matcher.group("second")) : 0);
            return time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"))
                    + (timed ? fraction(matcher.group("fraction")) : "")
                    + (zone.substring(1).equals("00:00") ? "Z" : zone);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    private static String fraction(@Nullable String fraction) {
        if (fraction == null) {
            return "";
        }
        int end = Math.min(fraction.length(), 1 + NANOSECOND_DIGITS);
        while (end > 1 && fraction.charAt(end - 1) == '0') {
            end--;
        }
        return end == 1 ? "" : "." + fraction.substring(1, end);
    }
}
