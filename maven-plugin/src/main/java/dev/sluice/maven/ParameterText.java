package dev.sluice.maven;

import dev.sluice.object.GoDuration;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** Parameters of goals that Maven knows as text, as the values they stand for; what is absent stays absent. */
final class ParameterText {

    private ParameterText() {}

    /** Leaves the request alone where the parameter is absent: the defaults are the builder's. */
    static <T> void given(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    /** A file of a parameter, which Maven has made absolute. */
    static @Nullable Path path(@Nullable File file) {
        return file == null ? null : file.toPath();
    }

    /** A duration in Go's form, as everywhere in Flux: {@code 5m}, {@code 1h30m}. */
    static @Nullable Duration duration(String parameter, @Nullable String text) throws MojoFailureException {
        if (text == null) {
            return null;
        }
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException(parameter + ": " + e.getMessage() + "; write it like 90s, 5m or 1h30m", e);
        }
    }

    /** One of the constants, written in lower case. */
    static <E extends Enum<E>> @Nullable E constant(String parameter, @Nullable String text, E[] constants)
            throws MojoFailureException {
        if (text == null) {
            return null;
        }
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String words = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new MojoFailureException(parameter + ": '" + text + "' is none of " + words);
    }

    /** {@code key=value} texts, as a property can give them; Maven makes no map of a property. */
    static @Nullable Map<String, String> pairs(String parameter, @Nullable List<String> texts)
            throws MojoFailureException {
        if (texts == null) {
            return null;
        }
        var pairs = new LinkedHashMap<String, String>();
        for (String text : texts) {
            int separator = text.indexOf('=');
            if (separator < 0) {
                throw new MojoFailureException(parameter + ": '" + text + "' is no Kind/namespace/name=PATH");
            }
            pairs.put(text.substring(0, separator), text.substring(separator + 1));
        }
        return pairs;
    }
}
