package dev.sluice.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long to wait for something, in Go's form; {@code 0} is not at all. */
final class PatienceConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        Duration duration = DurationConverter.parse(text);
        if (duration.isNegative()) {
            throw new TypeConversionException("'" + text + "' is less than nothing; 0 does not wait at all");
        }
        return duration;
    }
}
