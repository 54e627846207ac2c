package dev.sluice.migrate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** The difference of two texts as {@code diff -u} and Git write it. */
final class UnifiedDiff {

    private UnifiedDiff() {}

    static String of(String file, String before, String after) {
        var from = new RawText(before.getBytes(StandardCharsets.UTF_8));
        var to = new RawText(after.getBytes(StandardCharsets.UTF_8));
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, from, to);
        var out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.format(edits, from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "--- a/" + file + "\n+++ b/" + file + "\n" + out.toString(StandardCharsets.UTF_8);
    }
}
