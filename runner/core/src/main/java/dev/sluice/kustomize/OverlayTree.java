package dev.sluice.kustomize;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A tree with some files put over it, so that a build can see files that nobody wrote to the disk. */
public final class OverlayTree implements FileTree {

    private final FileTree below;
    private final Map<String, byte[]> files;
    private final String author;
    private final Set<String> directories = new HashSet<>();

    /**
     * @param files by their paths in the tree; their directories need not exist below
     * @param author {@code file:line} of what asked for the files
     */
    public OverlayTree(FileTree below, Map<String, byte[]> files, String author) {
        this.below = below;
        this.files = Map.copyOf(files);
        this.author = author;
        directories.add("");
        for (String file : files.keySet()) {
            for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                directories.add(file.substring(0, slash));
            }
        }
    }

    @Override
    public String display(String path) {
        return below.display(path);
    }

    @Override
    public Optional<byte[]> read(String path) {
        byte[] own = files.get(path);
        return own == null ? below.read(path) : Optional.of(own);
    }

    @Override
    public Optional<Rewritten> rewritten(String path) {
        return files.containsKey(path) ? Optional.of(new Rewritten(below.read(path), author)) : below.rewritten(path);
    }

    @Override
    public boolean isDirectory(String path) {
        return directories.contains(path) || below.isDirectory(path);
    }

    @Override
    public String resolved(String path) {
        return directories.contains(path) || files.containsKey(path) ? path : below.resolved(path);
    }

    @Override
    public String absence(String path) {
        return below.absence(path);
    }

    @Override
    public boolean isLink(String path) {
        return !files.containsKey(path) && below.isLink(path);
    }

    @Override
    public List<String> list(String directory) {
        var names = new TreeSet<>(below.list(directory));
        String prefix = directory.isEmpty() ? "" : directory + "/";
        for (String file : files.keySet()) {
            if (file.startsWith(prefix)) {
                String rest = file.substring(prefix.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash));
            }
        }
        return List.copyOf(names);
    }
}
