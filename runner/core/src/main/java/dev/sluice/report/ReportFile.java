package dev.sluice.report;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds the last report: as SARIF, Markdown or HTML where its name ends so, else as JSON. */
public final class ReportFile {

    private final Path file;

    private ReportFile(Path file) {
        this.file = requireNonNull(file, "file");
    }

    /** The file, empty so far, with the directories above it: that it can be written is known before a run starts. */
    public static ReportFile at(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, "");
            return new ReportFile(file);
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), "a report cannot be written here: " + e, "name another file");
        }
    }

    private ReportWriter writer() {
        String name = file.getFileName().toString();
        if (name.endsWith(".html")) {
            return new HtmlReport();
        }
        if (name.endsWith(".sarif")) {
            return new SarifReport();
        }
        return name.endsWith(".md") ? new MarkdownReport() : new JsonReport();
    }

    public void write(RunReport report) {
        try {
            Files.writeString(file, writer().write(report));
        } catch (IOException e) {
            throw new Rejected(file.toString(), "the report could not be written: " + e, e);
        }
    }
}
