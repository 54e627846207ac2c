package dev.sluice.kustomize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tree of files; it remembers what was read. */
final class MemoryTree implements FileTree {

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> read = new ArrayList<>();

    MemoryTree with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    MemoryTree with(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** The paths of all files that were read, in order. */
    List<String> filesRead() {
        return read;
    }

    @Override
    public String display(String path) {
        return path.isEmpty() ? "." : path;
    }

    @Override
    public Optional<byte[]> read(String path) {
        if (files.containsKey(path)) {
            read.add(path);
        }
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public boolean isDirectory(String path) {
        return path.isEmpty() || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    @Override
    public List<String> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        return files.keySet().stream()
                .filter(file -> file.startsWith(prefix))
                .map(file -> file.substring(prefix.length()).split("/", 2)[0])
                .distinct()
                .toList();
    }
}
