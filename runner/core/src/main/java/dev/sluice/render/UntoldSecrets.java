package dev.sluice.render;

import dev.sluice.cluster.SecretMask;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.SecretData;
import dev.sluice.object.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of Secrets that variables got theirs from, in one render: whatever object they were put into, what is wrong
 * with it is told without them. Safe for use by several threads.
 */
final class UntoldSecrets {

    private static final String HIDDEN = "***";

    /** A shorter one is no secret, and stands in every message. */
    private static final int SHORTEST = 4;

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /** Takes up what variables are read from; the same object. */
    Manifest seen(Manifest manifest) {
        if (SecretMask.isSecret(manifest.id())) {
            valuesOf(manifest).stream()
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace("\n", ""))
                    .filter(value -> value.length() >= SHORTEST && !value.isBlank())
                    .forEach(values::add);
        }
        return manifest;
    }

    private static Collection<byte[]> valuesOf(Manifest secret) {
        try {
            return SecretData.of(secret).values();
        } catch (InvalidInput e) {
            // The unit that reads it is refused for the same reason, and gets no value.
            return List.of();
        }
    }

    /** The text without them. */
    String hide(String text) {
        if (values.stream().noneMatch(text::contains)) {
            return text;
        }
        // What is part of a longer value comes later, or the rest of that one would be told.
        String hidden = text;
        for (String value : values.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            hidden = hidden.replace(value, HIDDEN);
        }
        return hidden;
    }

    /** Places that tell problems without them. */
    Places hiddenFrom(Places places) {
        return problems -> places.located(problems).stream().map(this::hide).toList();
    }

    /** What failed, without them; its cause, too, which would be told by a stack trace. */
    InvalidInput hide(InvalidInput failure, List<Problem> located) {
        boolean quoted = !hide(String.valueOf(failure.getMessage())).equals(failure.getMessage());
        return new InvalidInput(located, quoted ? null : failure);
    }

    private Problem hide(Problem problem) {
        String hint = problem.hint();
        return new Problem(
                problem.location(),
                hide(problem.what()),
                hint == null ? null : hide(hint),
                problem.field(),
                problem.through(),
                problem.rule());
    }
}
