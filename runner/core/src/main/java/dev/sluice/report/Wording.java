package dev.sluice.report;

import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The words that every form of a report uses for the same thing. */
public final class Wording {

    private static final String CONFIGURED = "configured";

    private Wording() {}

    /** {@code done}, {@code differences}, … */
    static String verdict(RunReport report) {
        return report.verdict().name().toLowerCase(Locale.ROOT);
    }

    /** What the run was about, short enough for a title. */
    static String entry(RunReport report) {
        return report.roots().isEmpty() ? report.entry() : count(report.roots().size(), "root");
    }

    /** What becomes of an object; a command that only looks says {@code drifted} where another one configures, as Flux does. */
    static String verb(RunReport report, RunReport.ChangeLine change) {
        return report.command().equals("diff") && change.verb().equals(CONFIGURED) ? "drifted" : change.verb();
    }

    /** {@code 3 created, 1 deleted, 12 unchanged}; what was tried in vain counts as failed. */
    static String counts(RunReport report) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (RunReport.ChangeLine change : report.changes()) {
            counts.merge(change.failure().isEmpty() ? verb(report, change) : "failed", 1, Integer::sum);
        }
        counts.put("unchanged", report.unchanged());
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** {@code 12 objects}, {@code 1 object}. */
    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** What was left out, a line a reason: {@code skipped (Flux component): 3 CustomResourceDefinition, 1 Namespace}. */
    static List<String> skipped(RunReport report) {
        Map<String, List<ObjectId>> byReason = new LinkedHashMap<>();
        report.skipped().forEach(line -> byReason.computeIfAbsent(line.reason(), reason -> new ArrayList<>())
                .add(line.id()));
        return byReason.entrySet().stream()
                .map(entry -> skipped(entry.getKey()) + ": " + few(entry.getValue()))
                .toList();
    }

    /** The verb of what was left out. */
    static String skipped(String reason) {
        return "skipped (" + reason + ")";
    }

    /** Up to three objects by name, more by kind. */
    private static String few(List<ObjectId> ids) {
        if (ids.size() <= 3) {
            return ids.stream().map(ObjectId::toString).collect(Collectors.joining(", "));
        }
        Map<String, Integer> kinds = new LinkedHashMap<>();
        ids.forEach(id -> kinds.merge(id.kind(), 1, Integer::sum));
        return kinds.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
