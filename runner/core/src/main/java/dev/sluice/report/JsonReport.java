package dev.sluice.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A report for programs: one JSON object, every key always there and in the same order, absent values {@code null}. */
public final class JsonReport implements ReportWriter {

    @Override
    public String write(RunReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        write(report, root);
        return root.toPrettyString() + "\n";
    }

    private static void write(RunReport report, ObjectNode root) {
        var concerned = new Concerned(report);
        root.put("command", report.command())
                .put("entry", report.entry())
                .put("target", report.target())
                .put("verdict", Wording.verdict(report))
                .put("exitCode", report.verdict().exitCode())
                .put("message", report.message())
                .put("tookSeconds", BigDecimal.valueOf(report.took().toMillis(), 3));
        objects(root, "units", report.units(), JsonReport::unit);
        objects(root, "changes", report.changes(), (change, node) -> change(report, change, node));
        root.put("unchanged", report.unchanged());
        objects(root, "skipped", report.skipped(), JsonReport::skipped);
        objects(root, "checks", report.checks(), JsonReport::check);
        objects(root, "warnings", report.warnings(), (problem, node) -> problem(problem, concerned, node));
        objects(root, "problems", report.problems(), (problem, node) -> problem(problem, concerned, node));
        objects(root, "notes", report.notes(), (problem, node) -> problem(problem, concerned, node));
        objects(root, "roots", report.roots(), JsonReport::write);
    }

    private static void unit(RunReport.UnitLine unit, ObjectNode node) {
        identity(unit.id(), node);
        node.put("revision", unit.revision())
                .put("attemptedRevision", unit.attempted())
                .put("suspended", unit.suspended())
                .put("ready", unit.ready())
                .put("message", unit.message());
        objects(node, "waitsFor", unit.waitsFor(), JsonReport::identity);
        node.put("objects", unit.objects());
    }

    private static void change(RunReport report, RunReport.ChangeLine change, ObjectNode node) {
        identity(change.id(), node);
        node.put("verb", Wording.verb(report, change));
        identity(change.unit(), node.putObject("unit"));
        node.put("file", change.origin().map(origin -> origin.file()).orElse(null))
                .put("line", change.origin().map(origin -> origin.line()).orElse(null));
        objects(node, "fields", change.fields(), JsonReport::field);
        node.put("failure", orNull(change.failure())).put("assumption", orNull(change.assumption()));
    }

    private static void field(RunReport.FieldLine field, ObjectNode node) {
        node.put("path", field.path())
                .put("before", field.before().orElse(null))
                .put("after", field.after().orElse(null));
    }

    private static void skipped(RunReport.SkippedLine skipped, ObjectNode node) {
        identity(skipped.id(), node);
        node.put("verb", Wording.skipped(skipped.reason()))
                .put("origin", skipped.origin())
                .put("reason", skipped.reason());
    }

    private static void check(RunReport.CheckLine check, ObjectNode node) {
        node.put("what", check.what())
                .put("passed", check.passed())
                .put("message", check.message())
                .put("remedy", orNull(check.remedy()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void problem(Problem problem, Concerned concerned, ObjectNode node) {
        Origin origin = Origin.of(problem.location());
        boolean placed = origin.line() > 0;
        node.put("location", problem.location())
                .put("file", placed ? origin.file() : null)
                .put("line", placed ? Integer.valueOf(origin.line()) : null)
                .put("what", problem.what())
                .put("hint", problem.hint())
                .put("rule", problem.rule().map(Rule::id).orElse(null));
        ArrayNode chains = node.putArray("through");
        problem.through().forEach(chain -> chain.forEach(chains.addArray()::add));
        ArrayNode roots = node.putArray("roots");
        concerned.roots(problem).forEach(roots::add);
    }

    private static void identity(ObjectId id, ObjectNode node) {
        node.put("group", id.group())
                .put("kind", id.kind())
                .put("namespace", id.namespace())
                .put("name", id.name());
    }

    private static <T> void objects(ObjectNode node, String key, List<T> values, BiConsumer<T, ObjectNode> writer) {
        ArrayNode array = node.putArray(key);
        values.forEach(value -> writer.accept(value, array.addObject()));
    }
}
