package dev.sluice.kustomize;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a kustomization file's fields and list entries, as far as they are written in block style. */
final class FieldLines {

    private static final Pattern FIRST_STEP = Pattern.compile("([^.\\[]+)(?:\\[(\\d+)])?.*");

    private final String file;
    private final List<String> lines;
    private final int firstLine;

    /**
     * @param firstLine the line that stands for what cannot be found
     */
    FieldLines(String file, String text, int firstLine) {
        this.file = file;
        this.lines = text.lines().toList();
        this.firstLine = firstLine;
    }

    /** {@code file:line} of a path such as {@code resources[2]}; of its first step where deeper ones are not found. */
    String locate(String path) {
        Matcher step = FIRST_STEP.matcher(path);
        if (!step.matches()) {
            return file + ":" + firstLine;
        }
        int line = lineOfField(step.group(1));
        if (line == 0) {
            return file + ":" + firstLine;
        }
        int entry = step.group(2) == null ? 0 : lineOfEntry(line, Integer.parseInt(step.group(2)));
        return file + ":" + (entry == 0 ? line : entry);
    }

    private int lineOfField(String name) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.regionMatches(true, 0, name, 0, name.length())
                    && line.substring(name.length()).stripLeading().startsWith(":")) {
                return i + 1;
            }
        }
        return 0;
    }

    private int lineOfEntry(int field, int index) {
        int indentation = -1;
        int seen = -1;
        for (int i = field; i < lines.size(); i++) {
            String line = lines.get(i);
            String content = line.stripLeading();
            int own = line.length() - content.length();
            boolean entry = content.startsWith("- ") || content.equals("-");
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            if (own == 0 && !entry) {
                return 0;
            }
            if (indentation < 0) {
                indentation = own;
            }
            if (entry && own == indentation && ++seen == index) {
                return i + 1;
            }
        }
        return 0;
    }
}
