package dev.sluice.pipeline;

import dev.sluice.report.HtmlReport;
import dev.sluice.report.JsonReport;
import dev.sluice.report.MarkdownReport;
import dev.sluice.report.ReportWriter;
import dev.sluice.report.TextReport;

/** How differences are printed. */
public enum DiffFormat {
    TEXT,
    JSON,
    MARKDOWN,
    HTML;

    /** What writes a report in this format, without colours. */
    public ReportWriter writer() {
        return switch (this) {
            case TEXT -> new TextReport(false);
            case JSON -> new JsonReport();
            case MARKDOWN -> new MarkdownReport();
            case HTML -> new HtmlReport();
        };
    }
}
