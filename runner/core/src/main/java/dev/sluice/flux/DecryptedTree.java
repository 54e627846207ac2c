package dev.sluice.flux;

import dev.sluice.kustomize.FileTree;
import dev.sluice.kustomize.Rewritten;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree in which some files are read decrypted, by whatever name or link; nothing of them is ever on disk. */
final class DecryptedTree implements FileTree {

    private final FileTree below;
    private final Map<String, byte[]> plain;

    /** @param plain by the paths that the files have when links are followed */
    DecryptedTree(FileTree below, Map<String, byte[]> plain) {
        this.below = below;
        this.plain = Map.copyOf(plain);
    }

    @Override
    public Optional<byte[]> read(String path) {
        // Whether the file is one of this tree is for the tree to say: its ignore rules count.
        Optional<byte[]> written = below.read(path);
        return written.map(bytes -> plain.getOrDefault(below.resolved(path), bytes));
    }

    @Override
    public String display(String path) {
        return below.display(path);
    }

    @Override
    public boolean isDirectory(String path) {
        return below.isDirectory(path);
    }

    @Override
    public String absence(String path) {
        return below.absence(path);
    }

    @Override
    public List<String> list(String directory) {
        return below.list(directory);
    }

    @Override
    public Optional<Rewritten> rewritten(String path) {
        return below.rewritten(path);
    }

    @Override
    public String resolved(String path) {
        return below.resolved(path);
    }

    @Override
    public boolean isLink(String path) {
        return below.isLink(path);
    }
}
