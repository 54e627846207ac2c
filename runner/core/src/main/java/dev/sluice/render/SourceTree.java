package dev.sluice.render;

import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.FieldLines;
import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Origin;
import dev.sluice.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A source's files as its artifact holds them: after the ignore rules, and each read from the disk once a run. */
final class SourceTree implements FileTree {

    private final Source source;
    private final FileTree files;
    private final Map<String, Optional<byte[]>> contents = new ConcurrentHashMap<>();
    private final Map<String, List<String>> listings = new ConcurrentHashMap<>();

    SourceTree(Source source, String prefix) {
        this.source = source;
        this.files = new DirectoryTree(source.directory(), prefix);
    }

    Source source() {
        return source;
    }

    /** {@code file:line} of the fields of an object that was read from this tree; of the object, where it was not. */
    UnaryOperator<String> places(Origin object) {
        String start = files.display("x").replaceFirst("x$", "");
        Optional<byte[]> bytes =
                object.file().startsWith(start) ? read(object.file().substring(start.length())) : Optional.empty();
        if (bytes.isEmpty()) {
            return field -> object.toString();
        }
        return new FieldLines(new String(bytes.get(), StandardCharsets.UTF_8), object)::locate;
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
        return files.isDirectory(path) && (path.isEmpty() || !source.filter().ignored(path, true));
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
