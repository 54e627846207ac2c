package dev.sluice.cli;

import dev.sluice.object.GoDuration;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations in Go's form, as everywhere in Flux: {@code 5m}, {@code 1h30m}; longer than nothing. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        Duration duration = parse(text);
        if (duration.isZero() || duration.isNegative()) {
            throw new TypeConversionException("'" + text + "' is no time at all; write it like 90s, 5m or 1h30m");
        }
        return duration;
    }

    static Duration parse(String text) {
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage() + "; write it like 90s, 5m or 1h30m");
        }
    }
}
