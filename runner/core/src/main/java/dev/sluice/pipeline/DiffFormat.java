package dev.sluice.pipeline;

import dev.sluice.report.HtmlReport;
import dev.sluice.report.JsonReport;
import dev.sluice.report.MarkdownReport;
import dev.sluice.report.ReportWriter;
import dev.sluice.report.TextReport;
import java.util.function.Supplier;

/** How differences are printed. */
public enum DiffFormat {
    TEXT(() -> new TextReport(false)),
    JSON(JsonReport::new),
    MARKDOWN(MarkdownReport::new),
    HTML(HtmlReport::new);

    private final Supplier<ReportWriter> writer;

    DiffFormat(Supplier<ReportWriter> writer) {
        this.writer = writer;
    }

    /** What writes a report in this format, without colours. */
    public ReportWriter writer() {
        return writer.get();
    }
}
