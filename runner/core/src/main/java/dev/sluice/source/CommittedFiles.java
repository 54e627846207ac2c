package dev.sluice.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a commit and of its submodules, held against what was read. Whether a working tree is clean does not tell:
 * Git does not look at what it ignores, at files that it was told to take for unchanged, or into other repositories.
 */
final class CommittedFiles {

    private final Repository repository;
    private final ObjectId commit;

    CommittedFiles(Repository repository, ObjectId commit) {
        this.repository = repository;
        this.commit = commit;
    }

    /** The paths of what was seen otherwise than the commit has it, sorted; what of its files is not there, too. */
    List<String> differing(SeenFiles seen) throws IOException {
        return Stream.concat(unlike(seen.contents()).stream(), missing(seen).stream())
                .sorted()
                .distinct()
                .toList();
    }

    private List<String> unlike(Map<String, byte[]> contents) throws IOException {
        var differing = new ArrayList<String>();
        Map<String, Map<String, byte[]>> ofModules = new HashMap<>();
        try (ObjectReader reader = repository.newObjectReader();
                var formatter = new ObjectInserter.Formatter()) {
            Map<String, ObjectId> modules = new HashMap<>();
            Map<String, ObjectId> blobs = blobs(reader, modules);
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                String path = file.getKey();
                Optional<String> module =
                        ancestors(path).filter(modules::containsKey).findFirst();
                ObjectId blob = blobs.get(path);
                if (module.isPresent()) {
                    ofModules
                            .computeIfAbsent(module.get(), key -> new HashMap<>())
                            .put(path.substring(module.get().length() + 1), file.getValue());
                } else if (blob == null || !isSame(file.getValue(), blob, reader, formatter)) {
                    differing.add(path);
                }
            }
            for (Map.Entry<String, Map<String, byte[]>> module : ofModules.entrySet()) {
                ObjectId link = modules.getOrDefault(module.getKey(), ObjectId.zeroId());
                differing.addAll(ofModule(module.getKey(), link, module.getValue()));
            }
        }
        return differing;
    }

    private List<String> ofModule(String path, ObjectId link, Map<String, byte[]> contents) throws IOException {
        try (Repository module = SubmoduleWalk.getSubmoduleRepository(repository, path)) {
            if (module == null || !module.getObjectDatabase().has(link)) {
                return contents.keySet().stream().map(file -> path + "/" + file).toList();
            }
            return new CommittedFiles(module, link)
                    .unlike(contents).stream().map(file -> path + "/" + file).toList();
        }
    }

    /** The ids of the commit's files by their paths. */
    private Map<String, ObjectId> blobs(ObjectReader reader, Map<String, ObjectId> modules) throws IOException {
        var blobs = new HashMap<String, ObjectId>();
        try (var commits = new RevWalk(reader);
                var walk = new TreeWalk(reader)) {
            walk.addTree(commits.parseCommit(commit).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                boolean module = walk.getFileMode(0).equals(FileMode.GITLINK);
                (module ? modules : blobs).put(walk.getPathString(), walk.getObjectId(0));
            }
        }
        return blobs;
    }

    /** A checkout may have put other line ends. */
    private static boolean isSame(byte[] read, ObjectId blob, ObjectReader reader, ObjectInserter formatter)
            throws IOException {
        return formatter.idFor(Constants.OBJ_BLOB, read).equals(blob)
                || withoutReturns(read).equals(withoutReturns(reader.open(blob).getBytes()));
    }

    private static String withoutReturns(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }

    /** Files that Git was told not to miss, in directories that were listed. */
    private List<String> missing(SeenFiles seen) throws IOException {
        DirCache index = repository.readDirCache();
        return IntStream.range(0, index.getEntryCount())
                .mapToObj(index::getEntry)
                .filter(entry -> entry.isSkipWorkTree() || entry.isAssumeValid())
                .map(DirCacheEntry::getPathString)
                .filter(path -> ancestors(path).anyMatch(seen.directories()::contains))
                .filter(path -> !repository
                        .getWorkTree()
                        .toPath()
                        .resolve(path)
                        .toFile()
                        .exists())
                .toList();
    }

    /** The directories that hold a path, but for the root. */
    private static Stream<String> ancestors(String path) {
        return Stream.iterate(parent(path), directory -> !directory.isEmpty(), CommittedFiles::parent);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
