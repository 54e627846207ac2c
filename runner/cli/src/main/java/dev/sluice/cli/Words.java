package dev.sluice.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The constants of an enum as users type them: in lower case. */
final class Words<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

    private final List<E> values;

    Words(E[] values) {
        this.values = List.of(values);
    }

    @Override
    public E convert(String text) {
        return values.stream()
                .filter(value -> word(value).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is none of " + String.join(", ", words().toList())));
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    private Stream<String> words() {
        return values.stream().map(Words::word);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
