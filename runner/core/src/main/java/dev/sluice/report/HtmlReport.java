package dev.sluice.report;

import dev.sluice.event.Elapsed;
import dev.sluice.event.ShortRevision;
import dev.sluice.failure.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A report as one page that needs nothing else: no script, no address. */
public final class HtmlReport implements ReportWriter {

    private static final String STYLE_SHEET = "report.css";

    @Override
    public String write(RunReport report) {
        var page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
        page.append(escaped(report.command() + " " + Wording.entry(report)));
        page.append("</title>\n<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
        heading(report, page);
        var concerned = new Concerned(report);
        list("Problems", Explanation.of(report.problems(), concerned::words), page);
        list("Warnings", Explanation.of(report.warnings(), concerned::words), page);
        list("Notes", Explanation.of(report.notes(), concerned::words), page);
        roots(report, page);
        details(report, page);
        return page.append("</body>\n</html>\n").toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream style = HtmlReport.class.getResourceAsStream(STYLE_SHEET)) {
            if (style == null) {
                throw new IllegalStateException(STYLE_SHEET + " is not in the archive");
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void heading(RunReport report, StringBuilder page) {
        boolean good = report.verdict().exitCode() <= Verdict.DIFFERENCES.exitCode();
        page.append("<h1>%s <code>%s</code>: <span class=\"%s\">%s</span></h1>\n"
                .formatted(
                        escaped(report.command()),
                        escaped(Wording.entry(report)),
                        good ? "good" : "bad",
                        Wording.verdict(report)));
        String message = report.message().isEmpty() ? Wording.counts(report) : ShortRevision.in(report.message());
        page.append("<p>%s <small>(%s)</small></p>\n".formatted(escaped(message), Elapsed.rounded(report.took())));
    }

    private static void roots(RunReport report, StringBuilder page) {
        if (report.roots().isEmpty()) {
            return;
        }
        page.append(
                "<h2>%s</h2>\n<table>\n".formatted(Wording.count(report.roots().size(), "root")));
        page.append(row("th", RootTable.HEAD));
        RootTable.rows(report).forEach(row -> page.append(row("td", row)));
        page.append("</table>\n");
        for (RunReport root : report.roots()) {
            page.append("<details><summary><code>%s</code>: %s</summary>\n"
                    .formatted(escaped(root.entry()), Wording.verdict(root)));
            details(root, page);
            page.append("</details>\n");
        }
    }

    private static String row(String cell, List<String> texts) {
        return texts.stream()
                .map(text -> "<%1$s>%2$s</%1$s>".formatted(cell, escaped(text)))
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static void details(RunReport report, StringBuilder page) {
        checks(report.checks(), page);
        changes(report, page);
        units(report.units(), page);
        list("Left out", Wording.skipped(report), page);
    }

    private static void list(String title, List<String> lines, StringBuilder page) {
        if (lines.isEmpty()) {
            return;
        }
        page.append("<h2>%s</h2>\n<pre>".formatted(title));
        page.append(escaped(String.join("\n", lines))).append("</pre>\n");
    }

    private static void checks(List<RunReport.CheckLine> checks, StringBuilder page) {
        if (checks.isEmpty()) {
            return;
        }
        page.append("<h2>Checks</h2>\n<table>\n");
        for (RunReport.CheckLine check : checks) {
            page.append("<tr><td class=\"%s\">%s</td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(
                            check.passed() ? "good" : "bad",
                            check.passed() ? "✔" : "✗",
                            escaped(check.what()),
                            escaped(check.message())));
        }
        page.append("</table>\n");
        checks.stream()
                .filter(check -> !check.remedy().isEmpty())
                .forEach(check -> page.append("<pre>%s</pre>\n".formatted(escaped(check.remedy()))));
    }

    private static void changes(RunReport report, StringBuilder page) {
        if (report.changes().isEmpty()) {
            return;
        }
        page.append("<h2>%s</h2>\n".formatted(escaped(Wording.counts(report))));
        report.changes().forEach(change -> change(report, change, page));
    }

    private static void change(RunReport report, RunReport.ChangeLine change, StringBuilder page) {
        String assumption =
                change.assumption().isEmpty() ? "" : " <small>(" + escaped(change.assumption()) + ")</small>";
        String title = "<code>%s</code> %s%s"
                .formatted(escaped(change.id().toString()), Wording.verb(report, change), assumption);
        if (change.fields().isEmpty() && change.failure().isEmpty()) {
            page.append("<p>%s</p>\n".formatted(title));
            return;
        }
        String where = change.origin().map(origin -> escaped(origin.toString())).orElse("");
        page.append("<details open><summary>%s <small>%s</small></summary>\n".formatted(title, where));
        if (!change.failure().isEmpty()) {
            page.append("<pre class=\"bad\">%s</pre>\n".formatted(escaped(change.failure())));
        }
        change.fields().forEach(field -> field(field, page));
        page.append("</details>\n");
    }

    private static void field(RunReport.FieldLine field, StringBuilder page) {
        page.append("<code>%s</code>\n<pre>".formatted(escaped(field.path())));
        DifferenceLine.of(field).forEach(line -> page.append(line(line)));
        page.append("</pre>\n");
    }

    private static String line(DifferenceLine line) {
        String text = escaped(line.toString());
        return switch (line.sign()) {
            case '-' -> "<del>" + text + "</del>";
            case '+' -> "<ins>" + text + "</ins>";
            default -> text + "\n";
        };
    }

    private static void units(List<RunReport.UnitLine> units, StringBuilder page) {
        if (units.isEmpty()) {
            return;
        }
        page.append("<h2>%s</h2>\n<table>\n".formatted(Wording.count(units.size(), "unit")));
        page.append("<tr><th>Unit</th><th>Revision</th><th>Suspended</th><th>Ready</th><th>Message</th></tr>\n");
        for (RunReport.UnitLine unit : units) {
            page.append("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(
                            escaped(unit.id().qualifiedName()),
                            escaped(ShortRevision.in(unit.revision())),
                            unit.suspended() ? "True" : "False",
                            escaped(unit.ready()),
                            escaped(ShortRevision.in(unit.message())).replace("\n", "<br>")));
        }
        page.append("</table>\n");
    }
}
