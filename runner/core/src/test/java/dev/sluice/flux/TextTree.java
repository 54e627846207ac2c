package dev.sluice.flux;

import dev.sluice.kustomize.FileTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree of texts in memory. */
final class TextTree implements FileTree {

    private final Map<String, String> files;

    TextTree(Map<String, String> files) {
        this.files = new TreeMap<>(files);
    }

    @Override
    public String display(String path) {
        return path.isEmpty() ? "." : path;
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean isDirectory(String path) {
        return path.isEmpty() || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    @Override
    public List<String> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        var names = new TreeSet<String>();
        for (String file : files.keySet()) {
            if (file.startsWith(prefix)) {
                names.add(file.substring(prefix.length()).split("/", 2)[0]);
            }
        }
        return List.copyOf(names);
    }
}
