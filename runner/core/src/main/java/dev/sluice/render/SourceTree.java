package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.FileTree;
import dev.sluice.source.SeenFiles;
import dev.sluice.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A source's files as its artifact holds them: after the ignore rules, each looked at once a run. */
final class SourceTree implements FileTree {

    private final Source source;
    private final String prefix;
    private final FileTree files;
    private final Map<String, Optional<byte[]>> contents = new ConcurrentHashMap<>();
    private final Map<String, List<String>> listings = new ConcurrentHashMap<>();
    private final Map<String, Boolean> directories = new ConcurrentHashMap<>();

    SourceTree(Source source, String prefix) {
        this.source = source;
        this.prefix = prefix;
        this.files = new DirectoryTree(source.directory(), prefix);
    }

    Source source() {
        return source;
    }

    /** What stands before a path of this tree in messages; empty for the workspace. */
    String prefix() {
        return prefix;
    }

    /** The text of a file by its name in messages; empty where this tree has no such file. */
    Optional<String> text(String displayed) {
        if (!prefix.isEmpty() && !displayed.startsWith(prefix + "/")) {
            return Optional.empty();
        }
        try {
            return read(prefix.isEmpty() ? displayed : displayed.substring(prefix.length() + 1))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (InvalidInput e) {
            // A file of another tree: its name leads out of this one.
            return Optional.empty();
        }
    }

    /** The files that somebody has read, by their names in messages. */
    List<String> readFiles() {
        return contents.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .map(entry -> display(entry.getKey()))
                .toList();
    }

    /** All that somebody has seen of it so far. */
    SeenFiles seen() {
        var read = new HashMap<String, byte[]>();
        contents.forEach((path, content) -> content.ifPresent(bytes -> read.put(path, bytes)));
        return new SeenFiles(read, listings.keySet());
    }

    @Override
    public String display(String path) {
        return files.display(path);
    }

    @Override
    public Optional<byte[]> read(String path) {
        return contents.computeIfAbsent(
                path, key -> source.filter().ignored(key, false) ? Optional.empty() : files.read(key));
    }

    @Override
    public boolean isDirectory(String path) {
        return directories.computeIfAbsent(
                path,
                key -> files.isDirectory(key)
                        && (key.isEmpty() || !source.filter().ignored(key, true)));
    }

    @Override
    public String resolved(String path) {
        return files.resolved(path);
    }

    @Override
    public String absence(String path) {
        return source.filter().ignored(path, false) ? "left out by the source's ignore rules" : files.absence(path);
    }

    @Override
    public boolean isLink(String path) {
        return files.isLink(path);
    }

    @Override
    public List<String> list(String directory) {
        return listings.computeIfAbsent(directory, this::visible);
    }

    private List<String> visible(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        return files.list(directory).stream()
                .filter(name -> !source.filter().ignored(prefix + name, files.isDirectory(prefix + name)))
                .toList();
    }
}
