package dev.sluice.pipeline;

import dev.sluice.report.HtmlReport;
import dev.sluice.report.JsonReport;
import dev.sluice.report.MarkdownReport;
import dev.sluice.report.ReportWriter;
import dev.sluice.report.SarifReport;
import dev.sluice.report.TextReport;

/** How differences and findings are printed. */
public enum ReportFormat {
    TEXT,
    JSON,
    MARKDOWN,
    HTML,
    SARIF;

    /** What writes a report in this format, without colours. */
    public ReportWriter writer() {
        return switch (this) {
            case TEXT -> new TextReport(false);
            case JSON -> new JsonReport();
            case MARKDOWN -> new MarkdownReport();
            case HTML -> new HtmlReport();
            case SARIF -> new SarifReport();
        };
    }
}
