package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that one kustomization may name, with the directories that led to it. After kustomize's
 * {@code api/internal/loader/fileloader.go}.
 */
final class KustomizationFiles {

    private static final Pattern REMOTE = Pattern.compile(
            "(?i)(https?|ssh|git|file|git::.*)://.*|git@[^/]+:.*|(git::)?(github\\.com|gitlab\\.com|bitbucket\\.org)[/:].*");

    private final BuildFiles files;
    private final LoadRestriction restriction;
    private final String directory;
    private final @Nullable KustomizationFiles referrer;

    private KustomizationFiles(
            BuildFiles files, LoadRestriction restriction, String directory, @Nullable KustomizationFiles referrer) {
        this.files = files;
        this.restriction = restriction;
        this.directory = directory;
        this.referrer = referrer;
    }

    static KustomizationFiles of(BuildFiles files, LoadRestriction restriction, String directory) {
        return new KustomizationFiles(files, restriction, directory, null);
    }

    String directory() {
        return directory;
    }

    /** What the directory is called in messages. */
    String display() {
        return files.display(directory);
    }

    String display(String relative) {
        return files.display(Paths.join(directory, relative));
    }

    /** The files of a directory that this kustomization builds on. */
    KustomizationFiles enter(String relative) {
        String path = path(relative);
        if (!files.isDirectory(path)) {
            throw new BuildException(
                    "must build at directory: not a valid directory: " + relative, files.nearName(path));
        }
        for (KustomizationFiles visited = this; visited != null; visited = visited.referrer) {
            String seen = visited.directory;
            if (Paths.isIn(seen, path)) {
                throw new BuildException("cycle detected: " + way(visited, path));
            }
        }
        return new KustomizationFiles(files, restriction, path, this);
    }

    /** The directories from one that was visited to here, and then the path that leads back: {@code a -> b -> a}. */
    private String way(KustomizationFiles visited, String path) {
        var way = new ArrayDeque<String>();
        way.addFirst(files.display(path));
        KustomizationFiles step = this;
        while (step != visited && step.referrer != null) {
            way.addFirst(step.display());
            step = step.referrer;
        }
        way.addFirst(visited.display());
        String contains = path.equals(visited.directory) ? "" : ", which contains " + visited.display();
        return String.join(" -> ", way) + contains;
    }

    boolean isDirectory(String relative) {
        return !isRemote(relative) && !relative.startsWith("/") && files.isDirectory(path(relative));
    }

    boolean isFile(String relative) {
        return !isRemote(relative)
                && !relative.startsWith("/")
                && files.read(path(relative)).isPresent();
    }

    /** Puts a chart that was pulled into a directory. */
    void put(String relative, ChartFiles chart) {
        files.put(path(relative), chart);
    }

    /** The chart in a directory. */
    ChartFiles chart(String relative) {
        return files.chart(path(relative));
    }

    /** The objects of a resource file. */
    List<Resource> resources(String relative) {
        byte[] bytes = bytes(relative);
        return files.resources(path(relative), bytes);
    }

    String text(String relative) {
        bytes(relative);
        return files.text(path(relative)).orElseThrow();
    }

    byte[] bytes(String relative) {
        String path = path(relative);
        Optional<byte[]> bytes = files.read(path);
        if (bytes.isEmpty()) {
            throw new BuildException(
                    files.isDirectory(path)
                            ? "'" + relative + "' is a directory, a file is expected"
                            : files.absence(path) + ": " + relative + " (" + files.display(path) + ")",
                    files.nearName(path));
        }
        if (restriction == LoadRestriction.ROOT_ONLY && !Paths.isIn(path, directory)) {
            throw new BuildException(
                    "security; file '" + relative + "' is not in or below '" + display() + "'",
                    "move the file, or lift the load restriction");
        }
        return bytes.get();
    }

    /** The kustomization file of the directory. */
    Kustomization kustomization() {
        List<String> present = Kustomization.FILE_NAMES.stream()
                .filter(name -> files.read(Paths.join(directory, name)).isPresent())
                .toList();
        if (present.isEmpty()) {
            throw new InvalidInput(
                    display(),
                    "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory",
                    missing().hint());
        }
        if (present.size() > 1) {
            throw new InvalidInput(
                    display(),
                    "found multiple kustomization files: " + String.join(", ", present),
                    "keep one of them");
        }
        return files.kustomization(Paths.join(directory, present.get(0)));
    }

    private MissingKustomization missing() {
        return new MissingKustomization(
                files.list(directory),
                name -> files.isDirectory(Paths.join(directory, name)),
                path -> files.read(Paths.join(directory, path)).isPresent());
    }

    private String path(String relative) {
        if (isRemote(relative)) {
            throw new BuildException(
                    "remote bases are not supported yet: " + relative, "keep a copy of it in the repository");
        }
        if (relative.startsWith("/")) {
            throw new BuildException("the path '" + relative + "' is absolute", "name it relative to " + display());
        }
        String path = Paths.join(directory, relative);
        if (Paths.leavesTree(path)) {
            throw new BuildException(
                    "the path '" + relative + "' leaves the source's root", "keep files inside the repository");
        }
        return path;
    }

    private static boolean isRemote(String path) {
        return REMOTE.matcher(path).matches();
    }
}
