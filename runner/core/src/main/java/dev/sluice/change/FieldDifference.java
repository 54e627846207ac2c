package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A field that differs; secret values are masked already.
 *
 * @param path as {@code flux diff} writes it: {@code spec.template.spec.containers.web.image}
 * @param before the live value, as YAML; empty where the field is added
 * @param after the value to be, as YAML; empty where the field is removed
 */
public record FieldDifference(String path, Optional<String> before, Optional<String> after) {

    public FieldDifference {
        requireNonNull(path, "path");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }
}
