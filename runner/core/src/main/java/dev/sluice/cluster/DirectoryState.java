package dev.sluice.cluster;

import dev.sluice.event.CancelSignal;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a directory target remembers: files in {@code .sluice/} beside the objects, made to be committed with them. */
final class DirectoryState implements RunState {

    private static final String IGNORED = """
            # The key of the Secret digests, the lock and unfinished files: not to be committed.
            /digest-key
            /lock
            /holder
            /unfinished/
            """;

    private final Path directory;
    private final AtomicFiles files;
    private final DirectoryKey key;
    private final Clock clock;
    private @Nullable Set<ObjectId> objects;

    /** @param directory the state's own directory */
    DirectoryState(Path directory, AtomicFiles files, DirectoryKey key, Clock clock) {
        this.directory = directory;
        this.files = files;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public List<Inventory> inventories(ObjectId root) {
        var inventories = new ArrayList<Inventory>();
        for (Path file : children(directoryOf(root))) {
            read(file, inventories);
        }
        inventories.sort(Comparator.comparing(Inventory::unit));
        return inventories;
    }

    /** Every object that any inventory holds, whatever root it belongs to. */
    synchronized Set<ObjectId> objects() {
        Set<ObjectId> known = objects;
        if (known == null) {
            known = readObjects();
            objects = known;
        }
        return known;
    }

    private synchronized void forgetObjects() {
        objects = null;
    }

    private Set<ObjectId> readObjects() {
        var inventories = new ArrayList<Inventory>();
        for (Path root : children(inventories())) {
            for (Path file : children(root)) {
                read(file, inventories);
            }
        }
        var objects = new HashSet<ObjectId>();
        inventories.forEach(inventory -> objects.addAll(inventory.objects().keySet()));
        return objects;
    }

    @Override
    public void write(Inventory inventory) {
        forgetObjects();
        key.keep();
        Path ignore = directory.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            files.writeDurably(ignore, IGNORED.getBytes(StandardCharsets.UTF_8));
        }
        files.writeDurably(fileOf(inventory), InventoryText.write(inventory).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void remove(Inventory inventory) {
        forgetObjects();
        Path file = fileOf(inventory);
        if (Files.exists(file)) {
            files.delete(file);
            files.deleteIfEmpty(inventories());
        }
    }

    @Override
    public RunLock lock(ObjectId root, Duration patience, CancelSignal cancel) {
        forgetObjects();
        RunLock lock = new DirectoryLock(directory, files, clock).acquire(root, patience, cancel);
        files.deleteUnfinished();
        return lock;
    }

    private void read(Path file, List<Inventory> into) {
        files.read(file)
                .ifPresent(bytes ->
                        into.add(InventoryText.read(new String(bytes, StandardCharsets.UTF_8), file.toString())));
    }

    private Path inventories() {
        return directory.resolve("inventory");
    }

    private Path directoryOf(ObjectId root) {
        return inventories().resolve(DirectoryLayout.directoryOf(root));
    }

    private Path fileOf(Inventory inventory) {
        return directoryOf(inventory.root()).resolve(DirectoryLayout.inventoryOf(inventory.unit()));
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw AtomicFiles.refused(directory, "cannot be read", e);
        }
    }
}
