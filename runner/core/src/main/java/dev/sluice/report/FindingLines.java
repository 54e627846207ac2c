package dev.sluice.report;

import dev.sluice.failure.Explanation;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;

/** Findings as a person reads them: {@code error: file:line: what [rule]}, those of a file together. */
final class FindingLines {

    private final Ink ink;
    private final Concerned concerned;

    FindingLines(Ink ink, Concerned concerned) {
        this.ink = ink;
        this.concerned = concerned;
    }

    /** The lines; between files an empty one. A hint that the next finding of the file has too is said once. */
    List<String> of(List<Finding> findings) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            boolean last = i + 1 == findings.size()
                    || !findings.get(i + 1)
                            .origin()
                            .file()
                            .equals(finding.origin().file());
            Problem problem = finding.problem();
            boolean said = !last
                    && problem.hint() != null
                    && problem.hint().equals(findings.get(i + 1).problem().hint());
            lines.addAll(lines(finding, !said));
            if (last) {
                lines.add("");
            }
        }
        return lines;
    }

    private List<String> lines(Finding finding, boolean withHint) {
        Problem problem = finding.problem();
        List<String> text = Explanation.indented(problem.toString());
        var lines = new ArrayList<String>();
        lines.add(level(finding.level()) + " " + text.get(0)
                + ink.dim(" [" + finding.rule().id() + "]"));
        lines.addAll(text.subList(1, text.size()));
        if (!problem.through().isEmpty()) {
            lines.add("  " + Explanation.chain(problem));
        }
        String roots = concerned.words(problem);
        if (!roots.isEmpty()) {
            lines.add("  " + roots);
        }
        if (problem.hint() != null && withHint) {
            lines.add("  hint: " + problem.hint());
        }
        return lines;
    }

    private String level(Level level) {
        String word = level.word() + ":";
        return switch (level) {
            case ERROR -> ink.red(word);
            case WARNING -> ink.yellow(word);
            case NOTE -> ink.dim(word);
        };
    }
}
