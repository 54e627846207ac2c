package dev.sluice.cel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The fields of timestamps, in UTC or at a place, and the lengths of durations. */
final class TimeFunctions {

    /** Names that are in the database of time zones, and not in Java's copy of it. */
    private static final Map<String, Integer> FIXED_HOURS = Map.of("EST", -5, "MST", -7, "HST", -10);

    private TimeFunctions() {}

    static Map<String, Function> functions() {
        var functions = new HashMap<String, Function>();
        field(functions, "getFullYear", OffsetDateTime::getYear);
        field(functions, "getMonth", time -> time.getMonthValue() - 1L);
        field(functions, "getDayOfYear", time -> time.getDayOfYear() - 1L);
        field(functions, "getDayOfMonth", time -> time.getDayOfMonth() - 1L);
        field(functions, "getDate", OffsetDateTime::getDayOfMonth);
        field(functions, "getDayOfWeek", time -> time.getDayOfWeek().getValue() % 7L);
        length(functions, "getHours", OffsetDateTime::getHour, duration -> whole(duration, 3600));
        length(functions, "getMinutes", OffsetDateTime::getMinute, duration -> whole(duration, 60));
        length(functions, "getSeconds", OffsetDateTime::getSecond, duration -> whole(duration, 1));
        length(functions, "getMilliseconds", time -> time.getNano() / 1_000_000L, duration ->
                (double) milliseconds(duration));
        return functions;
    }

    /** As Go's {@code Duration.Hours} and its like: whole and part, added as floats. */
    private static double whole(Duration duration, long seconds) {
        long unit = seconds * 1_000_000_000L;
        long nanoseconds = duration.toNanos();
        long whole = nanoseconds / unit;
        long part = nanoseconds % unit;
        return (double) whole + (double) part / (double) unit;
    }

    /** Towards zero, which {@code toMillis} is not. */
    private static long milliseconds(Duration duration) {
        return duration.toNanos() / 1_000_000L;
    }

    private static void field(Map<String, Function> functions, String name, ToLongFunction<OffsetDateTime> field) {
        functions.put(name, Function.any(arguments -> ofMoment(name, arguments, field)));
    }

    private static void length(
            Map<String, Function> functions,
            String name,
            ToLongFunction<OffsetDateTime> field,
            ToDoubleFunction<Duration> length) {
        functions.put(
                name,
                Function.any(arguments -> arguments.size() == 1 && arguments.get(0) instanceof Duration duration
                        ? (Object) (long) length.applyAsDouble(duration)
                        : ofMoment(name, arguments, field)));
    }

    private static Object ofMoment(String name, List<Object> arguments, ToLongFunction<OffsetDateTime> field)
            throws EvaluationFailure {
        if (arguments.size() == 1 && arguments.get(0) instanceof Moment moment) {
            return field.applyAsLong(moment.eastOfUtc(0));
        }
        if (arguments.size() == 2
                && arguments.get(0) instanceof Moment moment
                && arguments.get(1) instanceof String zone) {
            return field.applyAsLong(moment.eastOfUtc(offset(moment, zone)));
        }
        throw EvaluationFailure.noSuchOverload(name);
    }

    /** Seconds east of UTC. */
    private static int offset(Moment moment, String zone) throws EvaluationFailure {
        int colon = zone.indexOf(':');
        if (colon >= 0) {
            int hours = number(zone.substring(0, colon));
            int minutes = number(zone.substring(colon + 1));
            return (zone.startsWith("-") ? hours * 60 - minutes : hours * 60 + minutes) * 60;
        }
        // Go's names of no zone; controllers run where the local time is UTC.
        if (zone.isEmpty() || zone.equals("UTC") || zone.equals("Local")) {
            return 0;
        }
        Integer fixed = FIXED_HOURS.get(zone);
        if (fixed != null) {
            return fixed * 3600;
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new EvaluationFailure("unknown time zone " + zone);
        }
        return zoneOffset(moment, zone).getTotalSeconds();
    }

    private static ZoneOffset zoneOffset(Moment moment, String zone) throws EvaluationFailure {
        try {
            return ZoneId.of(zone).getRules().getOffset(moment.instant());
        } catch (DateTimeException e) {
            throw new EvaluationFailure("unknown time zone " + zone);
        }
    }

    private static int number(String text) throws EvaluationFailure {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EvaluationFailure("invalid offset of a time zone");
        }
    }
}
