package dev.sluice.tests.fuzz;

import dev.sluice.tests.kustomize.TextArchive;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A build to be compared.
 *
 * @param directory what is built
 * @param args flags of {@code kustomize build}
 * @param files the texts by their paths
 */
record FuzzCase(String directory, List<String> args, Map<String, String> files) {

    FuzzCase {
        args = List.copyOf(args);
        files = new TreeMap<>(files);
    }

    /** The case that an archive is, what is expected of it left out. */
    static FuzzCase of(TextArchive archive) {
        var files = new TreeMap<>(archive.files());
        files.remove("expected.yaml");
        files.remove("error");
        String args = line(archive, "args:");
        return new FuzzCase(line(archive, "run:"), args.isEmpty() ? List.of() : List.of(args.split(" ")), files);
    }

    private static String line(TextArchive archive, String start) {
        return archive.comment()
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()).strip())
                .orElse("");
    }

    FuzzCase with(Map<String, String> other) {
        return new FuzzCase(directory, args, other);
    }

    FuzzCase withArgs(List<String> other) {
        return new FuzzCase(directory, other, files);
    }

    /** As the text of a case, with a sentence before it. */
    TextArchive archive(String sentence) {
        String head = sentence + "\n" + (args.isEmpty() ? "" : "args: " + String.join(" ", args) + "\n")
                + (directory.isEmpty() ? "" : "run: " + directory + "\n");
        return new TextArchive(head, files);
    }
}
