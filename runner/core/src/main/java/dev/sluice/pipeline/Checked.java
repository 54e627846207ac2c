package dev.sluice.pipeline;

import dev.sluice.render.Rendered;
import dev.sluice.report.RunReport.CheckLine;
import java.util.List;

/** What a check found; every prerequisite is a line. */
public record Checked(Rendered rendered, List<CheckLine> lines) {

    public Checked {
        lines = List.copyOf(lines);
    }

    public boolean passed() {
        return lines.stream().allMatch(CheckLine::passed);
    }
}
