package dev.sluice.report;

import dev.sluice.event.Elapsed;
import dev.sluice.event.ShortRevision;
import dev.sluice.failure.Explanation;
import dev.sluice.failure.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A report as a comment on a merge request: GitHub's and GitLab's Markdown, one folded section an object. */
public final class MarkdownReport implements ReportWriter {

    private static final Pattern FENCE = Pattern.compile("`{3,}");
    private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_\\[\\]<>|#])");

    @Override
    public String write(RunReport report) {
        var text = new StringBuilder();
        text.append("### %s `%s`: %s\n\n".formatted(report.command(), Wording.entry(report), Wording.verdict(report)));
        text.append("%s (%s)\n".formatted(message(report), Elapsed.rounded(report.took())));
        var concerned = new Concerned(report);
        problems("Problems", report.problems(), concerned, text);
        problems("Warnings", report.warnings(), concerned, text);
        problems("Notes", report.notes(), concerned, text);
        roots(report, text);
        details(report, text);
        return text.toString();
    }

    private static void roots(RunReport report, StringBuilder text) {
        if (report.roots().isEmpty()) {
            return;
        }
        text.append("\n").append(row(RootTable.HEAD));
        text.append(row(RootTable.HEAD.stream().map(cell -> "---").toList()));
        RootTable.rows(report)
                .forEach(row -> text.append(
                        row(row.stream().map(MarkdownReport::escaped).toList())));
        for (RunReport root : report.roots()) {
            String title = "<code>%s</code>: %s".formatted(html(root.entry()), Wording.verdict(root));
            text.append("\n<details><summary>%s</summary>\n".formatted(title));
            details(root, text);
            text.append("\n</details>\n");
        }
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static void details(RunReport report, StringBuilder text) {
        checks(report, text);
        if (!report.changes().isEmpty()) {
            text.append("\n**%s**\n".formatted(Wording.counts(report)));
        }
        report.changes().forEach(change -> change(report, change, text));
        units(report.units(), text);
        skipped(Wording.skipped(report), text);
    }

    private static String message(RunReport report) {
        return escaped(report.message().isEmpty() ? Wording.counts(report) : ShortRevision.in(report.message()));
    }

    private static void problems(String title, List<Problem> problems, Concerned concerned, StringBuilder text) {
        if (problems.isEmpty()) {
            return;
        }
        text.append("\n**%s**\n\n".formatted(title));
        for (Problem problem : problems) {
            String hint = problem.hint() == null ? "" : " (" + problem.hint() + ")";
            String chain = problem.through().isEmpty() ? "" : ", " + Explanation.chain(problem);
            String roots = concerned.roots(problem).isEmpty() ? "" : ", " + concerned.words(problem);
            String[] lines = problem.toString().split("\n", 2);
            text.append("- %s\n".formatted(escaped(lines[0] + chain + roots + hint)));
            if (lines.length > 1) {
                explanation(lines[1], text);
            }
        }
    }

    /** The lines below a problem as they are: their indentation says what belongs to what. */
    private static void explanation(String lines, StringBuilder text) {
        String fence = fence(lines);
        String block = fence + "\n" + lines + "\n" + fence;
        text.append("\n%s\n\n".formatted(block.indent(2).stripTrailing()));
    }

    private static void checks(RunReport report, StringBuilder text) {
        if (report.checks().isEmpty()) {
            return;
        }
        text.append("\n| Check | | |\n| --- | --- | --- |\n");
        for (RunReport.CheckLine check : report.checks()) {
            text.append("| %s | %s | %s |\n"
                    .formatted(escaped(check.what()), check.passed() ? "✔" : "✗", escaped(check.message())));
        }
        for (RunReport.CheckLine check : report.checks()) {
            if (!check.remedy().isEmpty()) {
                String fence = fence(check.remedy());
                text.append("\n%syaml\n%s%s\n".formatted(fence, check.remedy(), fence));
            }
        }
    }

    private static void change(RunReport report, RunReport.ChangeLine change, StringBuilder text) {
        String assumption = change.assumption().isEmpty() ? "" : " (" + html(change.assumption()) + ")";
        String title = "<code>%s</code> %s%s"
                .formatted(html(change.id().toString()), Wording.verb(report, change), assumption);
        if (change.fields().isEmpty() && change.failure().isEmpty()) {
            text.append("\n- %s\n".formatted(title));
            return;
        }
        String where =
                change.origin().map(origin -> " · " + html(origin.toString())).orElse("");
        text.append("\n<details><summary>%s%s</summary>\n\n".formatted(title, where));
        if (!change.failure().isEmpty()) {
            text.append("✗ %s\n\n".formatted(escaped(change.failure())));
        }
        if (!change.fields().isEmpty()) {
            String difference =
                    change.fields().stream().map(MarkdownReport::field).collect(Collectors.joining("\n"));
            String fence = fence(difference);
            text.append("%sdiff\n%s\n%s\n\n".formatted(fence, difference, fence));
        }
        text.append("</details>\n");
    }

    private static String field(RunReport.FieldLine field) {
        return "@@ " + field.path() + " @@\n"
                + DifferenceLine.of(field).stream()
                        .map(DifferenceLine::toString)
                        .collect(Collectors.joining("\n"));
    }

    private static void units(List<RunReport.UnitLine> units, StringBuilder text) {
        if (units.isEmpty()) {
            return;
        }
        text.append("\n<details><summary>%s</summary>\n\n".formatted(Wording.count(units.size(), "unit")));
        text.append("| Unit | Revision | Ready | Message |\n| --- | --- | --- | --- |\n");
        for (RunReport.UnitLine unit : units) {
            text.append("| %s | %s | %s | %s |\n"
                    .formatted(
                            escaped(unit.id().qualifiedName()),
                            escaped(ShortRevision.in(unit.revision())),
                            unit.suspended() ? unit.ready() + " (suspended)" : unit.ready(),
                            escaped(ShortRevision.in(unit.message()))));
        }
        text.append("\n</details>\n");
    }

    private static void skipped(List<String> lines, StringBuilder text) {
        if (lines.isEmpty()) {
            return;
        }
        text.append("\n**Left out**\n\n");
        lines.forEach(line -> text.append("- %s\n".formatted(escaped(line))));
    }

    /** A fence longer than any in the text, so that no value can end its block. */
    private static String fence(String text) {
        int longest = FENCE.matcher(text)
                .results()
                .mapToInt(found -> found.group().length())
                .max()
                .orElse(2);
        return "`".repeat(longest + 1);
    }

    private static String escaped(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$1").replace("\n", "<br>");
    }

    private static String html(String text) {
        return HtmlReport.escaped(text);
    }
}
