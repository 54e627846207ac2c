package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFileTest {

    @ParameterizedTest
    @CsvSource({"report.json, {", "report.md, ###", "report.html, <!DOCTYPE html>", "report.sarif, {", "report, {"})
    void isWrittenAsItsNameEnds(String name, String start, @TempDir Path directory) throws IOException {
        Path file = directory.resolve(name);

        ReportFile.at(file).write(Reports.differing(List.of()));

        assertThat(Files.readString(file)).startsWith(start);
    }
}
