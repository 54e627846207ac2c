package dev.sluice.tests.kustomize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several files in one text, each below a line {@code -- its/path --}, after Go's {@code txtar}.
 *
 * @param comment what stands before the first file
 * @param files the texts by their paths, in order
 */
public record TextArchive(String comment, Map<String, String> files) {

    private static final Pattern MARKER = Pattern.compile("(?m)^-- (.+) --\n");

    /** The archive that a text is. */
    public static TextArchive parse(String text) {
        var files = new LinkedHashMap<String, String>();
        Matcher marker = MARKER.matcher(text);
        boolean found = marker.find();
        String comment = found ? text.substring(0, marker.start()) : text;
        while (found) {
            String path = marker.group(1);
            int start = marker.end();
            found = marker.find();
            files.put(path, text.substring(start, found ? marker.start() : text.length()));
        }
        return new TextArchive(comment, files);
    }

    /** Writes the files below a directory. */
    public void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** The archive as the text that it was parsed from. */
    public String text() {
        var text = new StringBuilder(comment);
        files.forEach((path, content) -> text.append("-- ")
                .append(path)
                .append(" --\n")
                .append(content)
                .append(content.isEmpty() || content.endsWith("\n") ? "" : "\n"));
        return text.toString();
    }
}
