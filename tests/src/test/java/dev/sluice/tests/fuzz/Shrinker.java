package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes away what a difference does not need: flags, files, documents, and lines with all that is indented below them. */
final class Shrinker {

    /** Tells whether a smaller case still shows the difference. */
    @FunctionalInterface
    interface Check {
        boolean holds(FuzzCase smaller) throws IOException, InterruptedException;
    }

    private static final int MOST_TRIES = 3000;

    private final Check check;
    private int tries;

    Shrinker(Check check) {
        this.check = check;
    }

    /** A case from which nothing more can be taken. */
    FuzzCase shrink(FuzzCase one) throws IOException, InterruptedException {
        FuzzCase smallest = one;
        boolean progress = true;
        while (progress && tries < MOST_TRIES) {
            FuzzCase before = smallest;
            smallest = withoutArgs(smallest);
            smallest = withoutFiles(smallest);
            for (String file : List.copyOf(smallest.files().keySet())) {
                smallest = withoutBlocks(smallest, file);
            }
            progress = !smallest.equals(before);
        }
        return smallest;
    }

    private boolean holds(FuzzCase smaller) throws IOException, InterruptedException {
        return tries++ < MOST_TRIES && check.holds(smaller);
    }

    private FuzzCase withoutArgs(FuzzCase one) throws IOException, InterruptedException {
        FuzzCase smaller = one.withArgs(List.of());
        return !one.args().isEmpty() && holds(smaller) ? smaller : one;
    }

    /** Without files, and the lines of kustomizations that name them. */
    private FuzzCase withoutFiles(FuzzCase one) throws IOException, InterruptedException {
        FuzzCase smallest = one;
        for (String file : one.files().keySet()) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            String directory = file.substring(0, Math.max(0, file.lastIndexOf('/')));
            boolean whole = name.toLowerCase(java.util.Locale.ROOT).startsWith("kustomization");
            var files = new TreeMap<String, String>();
            for (Map.Entry<String, String> entry : smallest.files().entrySet()) {
                boolean removed = whole
                        ? entry.getKey().startsWith(directory + "/")
                        : entry.getKey().equals(file);
                if (!removed) {
                    String mention = whole ? "../" + directory : name;
                    files.put(entry.getKey(), withoutLines(entry.getValue(), "- " + mention));
                }
            }
            FuzzCase smaller = smallest.with(files);
            if (files.size() < smallest.files().size() && holds(smaller)) {
                smallest = smaller;
            }
        }
        return smallest;
    }

    private static String withoutLines(String text, String line) {
        var kept = new StringBuilder();
        text.lines().filter(each -> !each.strip().equals(line)).forEach(each -> kept.append(each)
                .append('\n'));
        return kept.toString();
    }

    /** Without blocks of one file, the large ones first. */
    private FuzzCase withoutBlocks(FuzzCase one, String file) throws IOException, InterruptedException {
        FuzzCase smallest = one;
        List<String> lines = lines(smallest, file);
        int i = 0;
        while (i < lines.size()) {
            boolean shrunk = false;
            for (int end : ends(lines, i)) {
                var fewer = new ArrayList<>(lines.subList(0, i));
                fewer.addAll(lines.subList(end, lines.size()));
                FuzzCase smaller = with(smallest, file, fewer);
                if (holds(smaller)) {
                    smallest = smaller;
                    lines = fewer;
                    shrunk = true;
                    break;
                }
            }
            if (!shrunk) {
                i++;
            }
        }
        return smallest;
    }

    private static List<String> lines(FuzzCase one, String file) {
        return one.files().getOrDefault(file, "").lines().toList();
    }

    private static FuzzCase with(FuzzCase one, String file, List<String> lines) {
        var files = new TreeMap<>(one.files());
        files.put(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        return one.with(files);
    }

    /** Where what begins at a line may end: the document, the block that is indented below it, the line itself. */
    private static List<Integer> ends(List<String> lines, int start) {
        var ends = new ArrayList<Integer>();
        if (start == 0 || lines.get(start).equals("---")) {
            int end = start + 1;
            while (end < lines.size() && !lines.get(end).equals("---")) {
                end++;
            }
            ends.add(start == 0 && end < lines.size() ? end + 1 : end);
        }
        int indent = indent(lines.get(start));
        int end = start + 1;
        boolean key = lines.get(start).endsWith(":");
        while (end < lines.size()
                && (lines.get(end).isBlank()
                        || indent(lines.get(end)) > indent
                        || (key && lines.get(end).startsWith(" ".repeat(indent) + "- ")))) {
            end++;
        }
        ends.add(end);
        if (end > start + 1) {
            ends.add(start + 1);
        }
        return ends;
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
