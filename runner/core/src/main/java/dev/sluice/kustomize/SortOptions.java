package dev.sluice.kustomize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code sortOptions}.
 *
 * @param legacy the kinds' own order; null for kustomize's
 */
record SortOptions(String order, @Nullable KindOrder legacy) {

    static final SortOptions LEGACY = new SortOptions("legacy", null);

    static SortOptions of(Fields fields) {
        Fields legacy = fields.object("legacySortOptions");
        List<String> first = legacy == null ? List.of() : legacy.texts("orderFirst");
        List<String> last = legacy == null ? List.of() : legacy.texts("orderLast");
        return new SortOptions(fields.text("order"), legacy == null ? null : new KindOrder(first, last));
    }
}
