package dev.sluice.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code patchesStrategicMerge} and {@code patchesJson6902} of one mapping, written as {@code patches}. Kustomize applies
 * the former before {@code patches} and the latter after them; so they stand in that order.
 */
final class PatchMoves {

    private static final String MERGES = "patchesStrategicMerge";
    private static final String OPERATIONS = "patchesJson6902";

    private final Lines lines;
    private final Spot mapping;
    private final boolean setsNamespace;

    /** @param namespace the namespace that all objects get: targets are looked for before they have it, now */
    PatchMoves(Lines lines, Spot mapping, Optional<Spot> namespace) {
        this.lines = lines;
        this.mapping = mapping;
        this.setsNamespace = namespace.isPresent();
    }

    boolean isNeeded() {
        return !names().isEmpty();
    }

    /** The fields that are there. */
    List<String> names() {
        return Stream.of(MERGES, OPERATIONS)
                .filter(name -> mapping.entry(name).isPresent())
                .toList();
    }

    /** What to change; empty where it is written in a way that does not tell how. */
    Optional<List<Edit>> edits() {
        Optional<Spot.Entry> patches = mapping.entry("patches");
        boolean simple = !mapping.flow()
                && names().stream().allMatch(this::isSimple)
                && patches.map(entry -> isBlockList(entry.value())).orElse(true);
        if (!simple) {
            return Optional.empty();
        }
        return Optional.of(patches.isPresent() ? joined(patches.get().value()) : inPlace());
    }

    private boolean isSimple(String name) {
        return mapping.entry(name)
                .filter(entry -> lines.isFirst(entry.key().start()))
                .map(Spot.Entry::value)
                .filter(PatchMoves::isBlockList)
                .filter(list -> !hasAnchors(list))
                .filter(list ->
                        list.items().stream().allMatch(name.equals(MERGES) ? PatchMoves::isMerge : this::isEntry))
                .isPresent();
    }

    private static boolean isBlockList(Spot spot) {
        return spot.form() == Spot.Form.LIST && !spot.flow() && !spot.items().isEmpty();
    }

    /** What stands in a text is no node any more: nobody could refer to it. */
    private boolean hasAnchors(Spot list) {
        String raw = lines.text().substring(list.start(), list.end());
        return list.hasAliases() || raw.contains(" &") || raw.contains(" *");
    }

    private static boolean isMerge(Spot item) {
        return item.isMapping() && !item.flow() && !item.entries().isEmpty();
    }

    private boolean isEntry(Spot item) {
        Set<String> names = Set.copyOf(
                item.entries().stream().map(entry -> entry.key().text()).toList());
        boolean namesNamespace = item.at(List.of("target", "namespace")).isPresent();
        return item.isMapping()
                && !item.flow()
                && names.equals(Set.of("target", "patch"))
                && item.at(List.of("patch"))
                        .filter(patch -> patch.form() == Spot.Form.LIST)
                        .isPresent()
                && !(setsNamespace && namesNamespace);
    }

    /** Into the list that is there. */
    private List<Edit> joined(Spot patches) {
        int column = lines.columnOf(patches.start());
        var edits = new ArrayList<Edit>();
        int first = lines.startOf(patches.start());
        edits.add(new Edit(first, first, written(MERGES, column)));
        int last = lines.endOf(patches.end());
        String before = last > 0 && lines.text().charAt(last - 1) != '\n' ? lines.lineBreak() : "";
        String operations = written(OPERATIONS, column);
        edits.add(new Edit(last, last, operations.isEmpty() ? "" : before + operations));
        names().forEach(name -> edits.add(removal(name, "")));
        return edits;
    }

    /** In place of the first of the two. */
    private List<Edit> inPlace() {
        String name = names().get(0);
        int column = mapping.entry(name)
                .map(entry -> lines.columnOf(entry.value().start()))
                .orElse(0);
        int keyColumn = lines.columnOf(mapping.start());
        String patches = " ".repeat(keyColumn) + "patches:" + lines.lineBreak() + written(MERGES, column)
                + written(OPERATIONS, column);
        var edits = new ArrayList<Edit>();
        edits.add(removal(name, patches));
        names().stream().skip(1).forEach(other -> edits.add(removal(other, "")));
        return edits;
    }

    private Edit removal(String name, String replacement) {
        Spot.Entry entry = mapping.entry(name).orElseThrow();
        return new Edit(
                lines.startOf(entry.key().start()), lines.endOf(entry.value().end()), replacement);
    }

    private String written(String name, int column) {
        var text = new StringBuilder();
        mapping.entry(name)
                .map(Spot.Entry::value)
                .map(Spot::items)
                .orElse(List.of())
                .forEach(item -> text.append(name.equals(MERGES) ? merge(item, column) : entry(item, column)));
        return text.toString();
    }

    private String merge(Spot item, int column) {
        return " ".repeat(column) + "- patch: |" + lines.lineBreak() + " ".repeat(column + 4)
                + lines.moved(item, column + 4);
    }

    private String entry(Spot item, int column) {
        Spot patch = item.at(List.of("patch")).orElseThrow();
        Spot target = item.at(List.of("target")).orElseThrow();
        String break_ = lines.lineBreak();
        String start =
                " ".repeat(column) + "- patch: |" + break_ + " ".repeat(column + 4) + lines.moved(patch, column + 4);
        String selector = target.flow()
                ? " " + lines.moved(target, column + 2)
                : break_ + " ".repeat(column + 4) + lines.moved(target, column + 4);
        return start + " ".repeat(column + 2) + "target:" + selector;
    }
}
