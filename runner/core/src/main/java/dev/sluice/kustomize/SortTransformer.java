package dev.sluice.kustomize;

import java.util.List;

/** Orders the objects by kind. After kustomize's {@code SortOrderTransformer}. */
final class SortTransformer implements Transformer {

    private final SortOptions options;

    /**
     * @throws BuildException if the options contradict each other
     */
    SortTransformer(SortOptions options) {
        if (!options.order().equals("legacy") && !options.order().equals("fifo")) {
            throw new BuildException(
                    "the field 'sortOptions.order' must be one of [fifo, legacy]",
                    Spelling.hint(options.order(), List.of("fifo", "legacy")));
        }
        if (options.order().equals("fifo") && options.legacy() != null) {
            throw new BuildException(
                    "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'");
        }
        this.options = options;
    }

    @Override
    public void transform(ResourceMap resources) {
        if (options.order().equals("fifo")) {
            return;
        }
        KindOrder order = options.legacy() == null ? KindOrder.DEFAULT : options.legacy();
        record Entry(ResourceId id, Resource resource) {}
        resources.reorder(resources.resources().stream()
                .map(resource -> new Entry(resource.currentId(), resource))
                .sorted((one, other) -> order.compare(one.id(), other.id()))
                .map(Entry::resource)
                .toList());
    }
}
