package dev.sluice.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of things: not negative. */
final class CountConverter implements ITypeConverter<Integer> {

    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    @Override
    public Integer convert(String text) {
        if (!COUNT.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is not a number from 0");
        }
        return Integer.valueOf(text);
    }
}
