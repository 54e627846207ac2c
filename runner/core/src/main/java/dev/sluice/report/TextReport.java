package dev.sluice.report;

import dev.sluice.event.Elapsed;
import dev.sluice.event.ShortRevision;
import dev.sluice.failure.Explanation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as a person reads it: the graph, what differs or was changed, what was left out, what is wrong and what to do
 * about it, the verdict; last, for a command that applies, the state of every unit.
 */
public final class TextReport implements ReportWriter {

    private final Ink ink;

    /** With colours for a terminal, or without any escape sequence. */
    public TextReport(boolean coloured) {
        this.ink = Ink.of(coloured);
    }

    @Override
    public String write(RunReport report) {
        var text = new StringBuilder();
        boolean applies =
                report.command().equals("reconcile") || report.command().equals("delete");
        if (applies) {
            graph(report, text);
        }
        details(report, text);
        report.roots().forEach(root -> root(root, text));
        text.append(outcome(report));
        if (applies && !report.units().isEmpty()) {
            text.append('\n');
            UnitTable.lines(report.units()).forEach(line -> line(line, text));
        }
        return text.toString();
    }

    private void details(RunReport report, StringBuilder text) {
        changes(report, text);
        if (!validates(report)) {
            section("Left out", Wording.skipped(report), text);
        }
        checks(report, text);
    }

    /** What there is to say of one root of several, beside what is wrong: that is told once for all. */
    private void root(RunReport root, StringBuilder text) {
        var details = new StringBuilder();
        details(root, details);
        if (!details.isEmpty()) {
            line(ink.bold(root.entry()), text);
            text.append(details);
        }
    }

    /** The end of a report alone: warnings, problems with hints, a table of several roots, and the verdict as the last line. */
    public String outcome(RunReport report) {
        var text = new StringBuilder();
        if (validates(report)) {
            new FindingLines(ink, new Concerned(report)).of(Finding.of(report)).forEach(line -> line(line, text));
        } else {
            wrong(report, text);
        }
        if (!report.roots().isEmpty()) {
            RootTable.lines(report).forEach(line -> line(line, text));
            text.append('\n');
        }
        line(verdict(report), text);
        return text.toString();
    }

    private void wrong(RunReport report, StringBuilder text) {
        var concerned = new Concerned(report);
        if (!report.warnings().isEmpty()) {
            line(ink.yellow("Warnings"), text);
            Explanation.of(report.warnings(), concerned::words).forEach(line -> line("  " + line, text));
            text.append('\n');
        }
        if (!report.problems().isEmpty()) {
            line(ink.red("Problems"), text);
            Explanation.of(report.problems(), concerned::words).forEach(line -> line("  " + line, text));
            text.append('\n');
        }
    }

    private static boolean validates(RunReport report) {
        return report.command().equals("validate");
    }

    private void graph(RunReport report, StringBuilder text) {
        if (report.units().isEmpty()) {
            return;
        }
        List<String> lines = report.units().stream().map(TextReport::unit).toList();
        section("Graph: " + Wording.count(lines.size(), "unit"), lines, text);
    }

    private static String unit(RunReport.UnitLine unit) {
        String waits = unit.waitsFor().stream()
                .map(other -> other.namespace().equals(unit.id().namespace()) ? other.name() : other.qualifiedName())
                .collect(Collectors.joining(", "));
        String line = unit.id().qualifiedName() + ": " + Wording.count(unit.objects(), "object");
        return waits.isEmpty() ? line : line + ", waits for " + waits;
    }

    private void changes(RunReport report, StringBuilder text) {
        if (report.changes().isEmpty()) {
            nothingChanged(report, text);
            return;
        }
        for (RunReport.ChangeLine change : report.changes()) {
            change(report, change, text);
        }
        text.append('\n');
        line(Wording.counts(report), text);
        text.append('\n');
    }

    private void nothingChanged(RunReport report, StringBuilder text) {
        if (report.command().equals("reconcile") && report.verdict() == Verdict.DONE) {
            line("Nothing changed: " + Wording.count(report.unchanged(), "object") + " as the repository says", text);
            text.append('\n');
        }
    }

    private void change(RunReport report, RunReport.ChangeLine change, StringBuilder text) {
        if (!change.failure().isEmpty()) {
            Explanation.indented("✗ " + change.id() + " not " + change.verb() + ": " + change.failure())
                    .forEach(line -> line(ink.red(line), text));
        } else {
            line(ink.bold("► " + change.id() + " " + Wording.verb(report, change)), text);
        }
        if (!change.assumption().isEmpty()) {
            Explanation.indented("  (" + change.assumption() + ")").forEach(line -> line(ink.dim(line), text));
        }
        change.origin()
                .filter(origin ->
                        !change.fields().isEmpty() || !change.failure().isEmpty())
                .ifPresent(origin -> line("  " + ink.dim(origin.toString()), text));
        for (RunReport.FieldLine field : change.fields()) {
            line("  " + field.path(), text);
            DifferenceLine.of(field).forEach(difference -> line("    " + coloured(difference), text));
        }
    }

    private String coloured(DifferenceLine line) {
        return switch (line.sign()) {
            case '-' -> ink.red(line.toString());
            case '+' -> ink.green(line.toString());
            default -> ink.dim(line.toString());
        };
    }

    private void checks(RunReport report, StringBuilder text) {
        if (report.checks().isEmpty()) {
            return;
        }
        for (RunReport.CheckLine check : report.checks()) {
            String message =
                    check.message().isEmpty() ? "" : ": " + check.message().replaceAll("\\s+", " ");
            line((check.passed() ? ink.green("✔ ") : ink.red("✗ ")) + check.what() + message, text);
            check.remedy().lines().forEach(remedy -> line("    " + remedy, text));
        }
        if (endsWithChecks(report)) {
            line(ink.green("✔ ") + report.message(), text);
        }
        text.append('\n');
    }

    private String verdict(RunReport report) {
        boolean good = report.verdict().exitCode() <= Verdict.DIFFERENCES.exitCode();
        String words = Wording.verdict(report) + " in " + Elapsed.rounded(report.took()) + why(report);
        return good ? ink.green("✔ ") + words : ink.red("✗ " + words);
    }

    /** The message, unless it is the only problem or the end of a check, which stand right above. */
    private static String why(RunReport report) {
        boolean said = report.problems().size() == 1
                && report.problems().get(0).toString().equals(report.message());
        return said || endsWithChecks(report) ? "" : ": " + message(report);
    }

    /** A run that does more than check has its message at the end. */
    private static boolean endsWithChecks(RunReport report) {
        return !report.checks().isEmpty()
                && report.verdict() == Verdict.DONE
                && report.command().equals("check");
    }

    private static String message(RunReport report) {
        return report.message().isEmpty() ? Wording.counts(report) : ShortRevision.in(report.message());
    }

    private void section(String title, List<String> lines, StringBuilder text) {
        if (lines.isEmpty()) {
            return;
        }
        line(ink.bold(title), text);
        lines.forEach(line -> line("  " + line, text));
        text.append('\n');
    }

    private static void line(String line, StringBuilder text) {
        text.append(line).append('\n');
    }
}
