package dev.sluice.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The constants of an enum as users type them: in lower case, if not otherwise said. */
final class Words<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

    private final List<E> values;
    private final Function<E, String> word;

    Words(E[] values) {
        this(List.of(values), value -> value.name().toLowerCase(Locale.ROOT));
    }

    /** Some of the constants, with words of their own. */
    Words(List<E> values, Function<E, String> word) {
        this.values = List.copyOf(values);
        this.word = word;
    }

    @Override
    public E convert(String text) {
        return values.stream()
                .filter(value -> word.apply(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is none of " + String.join(", ", words().toList())));
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    private Stream<String> words() {
        return values.stream().map(word);
    }
}
