package dev.sluice.kustomize;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code patches}.
 *
 * @param target whom the patch is for; null where the patch itself says so
 */
record Patch(String path, InlineText patch, @Nullable Selector target, Map<String, Boolean> options) {

    Patch {
        options = Map.copyOf(options);
    }

    static Patch of(Fields fields) {
        Fields target = fields.object("target");
        return new Patch(
                fields.text("path"),
                fields.inline("patch"),
                target == null ? null : Selector.of(target),
                fields.flags("options"));
    }

    boolean allows(String option) {
        return options.getOrDefault(option, false);
    }
}
