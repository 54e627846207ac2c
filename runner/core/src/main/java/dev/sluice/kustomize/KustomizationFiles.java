package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that one kustomization may name, with the directories that led to it. After kustomize's
 * {@code api/internal/loader/fileloader.go}.
 */
final class KustomizationFiles {

    /** A server can make up a next one for ever. */
    private static final int MOST_REPOSITORIES = 50;

    private final BuildFiles files;
    private final LoadRestriction restriction;
    private final String directory;
    private final @Nullable KustomizationFiles referrer;
    private final @Nullable RemoteUrl url;

    /** @param url what named the repository; null for a directory of the tree that its referrer is of */
    private KustomizationFiles(
            BuildFiles files,
            LoadRestriction restriction,
            String directory,
            @Nullable KustomizationFiles referrer,
            @Nullable RemoteUrl url) {
        this.files = files;
        this.restriction = restriction;
        this.directory = directory;
        this.referrer = referrer;
        this.url = url;
    }

    static KustomizationFiles of(BuildFiles files, LoadRestriction restriction, String directory) {
        return new KustomizationFiles(files, restriction, files.resolved(directory), null, null);
    }

    /**
     * The files of a directory of a repository. What comes from elsewhere loads only what is its own, whatever the build
     * allows.
     */
    static KustomizationFiles of(BuildFiles repository, RemoteUrl url, @Nullable KustomizationFiles referrer) {
        String path = url.base().directory();
        if (!repository.isDirectory(path)) {
            throw new BuildException(
                    repository.read(path).isPresent()
                            ? "'" + repository.display(path) + "' refers to a file; expecting directory"
                            : "no such directory: " + repository.display(path),
                    path.isEmpty() ? null : "a file is named by its own https:// address");
        }
        return new KustomizationFiles(repository, LoadRestriction.ROOT_ONLY, repository.resolved(path), referrer, url);
    }

    String directory() {
        return directory;
    }

    /** Whose rules count in this build. */
    Edition edition() {
        return files.edition();
    }

    /** What the directory is called in messages. */
    String display() {
        return files.display(directory);
    }

    String display(String relative) {
        return RemoteUrl.isFile(relative) ? RemoteUrl.masked(relative) : files.display(Paths.join(directory, relative));
    }

    /**
     * The files of a directory, or of a repository, that this kustomization builds on.
     *
     * @throws RemoteFailure if a repository cannot be had
     */
    KustomizationFiles enter(String entry) {
        Optional<RemoteUrl> remote = RemoteUrl.parse(entry);
        return remote.isPresent() ? enter(remote.get()) : enterDirectory(entry);
    }

    private KustomizationFiles enter(RemoteUrl entered) {
        int repositories = 0;
        for (KustomizationFiles visited = this; visited != null; visited = visited.referrer) {
            // By their texts, as in kustomize: whoever names the whole repository may mean a directory that led here.
            if (visited.url != null && visited.url.text().startsWith(entered.text())) {
                throw new BuildException(
                        "cycle detected: URI '" + entered + "' referenced by previous URI '" + visited.url + "'");
            }
            if (visited.url != null && entered.isLocal() && !visited.url.isLocal()) {
                throw new BuildException("security; a repository of a server names one of this machine: " + entered);
            }
            repositories += visited.url == null ? 0 : 1;
        }
        if (repositories >= MOST_REPOSITORIES) {
            throw new BuildException("repositories build on one another more than " + MOST_REPOSITORIES + " deep");
        }
        return of(files.repository(entered.base()), entered, this);
    }

    private KustomizationFiles enterDirectory(String relative) {
        String written = path(relative);
        if (!files.isDirectory(written)) {
            throw new BuildException(
                    "must build at directory: not a valid directory: " + RemoteUrl.masked(relative),
                    hintOf(relative, written));
        }
        String path = files.resolved(written);
        for (KustomizationFiles visited = this; visited != null && visited.files == files; visited = visited.referrer) {
            String seen = visited.directory;
            if (Paths.isIn(seen, path)) {
                throw new BuildException("cycle detected: " + way(visited, path));
            }
        }
        return new KustomizationFiles(files, restriction, path, this, null);
    }

    /** What should be known of the repository that this is of; nothing for a directory of a tree entered before. */
    List<Problem> warnings() {
        var warnings = new ArrayList<Problem>();
        if (url != null) {
            files.warning()
                    .ifPresent(warning ->
                            warnings.add(new Problem(url.toString(), warning, "name a tag or a commit with ?ref=")));
            if (url.isForced()) {
                warnings.add(new Problem(url.toString(), "the prefix 'git::' has no effect", "remove it from the URL"));
            }
        }
        return warnings;
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
        return !relative.startsWith("/") && files.isDirectory(path(relative));
    }

    boolean isFile(String relative) {
        return !relative.startsWith("/") && files.read(path(relative)).isPresent();
    }

    /** Whether an entry names a repository that is known to be there, so that it can be no file. */
    boolean isKnownRepository(RemoteUrl entry) {
        return files.holds(entry.base());
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
    List<Resource> resources(String name) {
        return files.resources(display(name), bytes(name));
    }

    String text(String name) {
        return FileText.of(bytes(name), display(name));
    }

    /**
     * The content of a file, of the tree or of a web server.
     *
     * @throws RemoteFailure if a web server does not answer it
     */
    byte[] bytes(String name) {
        if (RemoteUrl.isFile(name)) {
            return files.download(name);
        }
        String path = path(name);
        Optional<byte[]> bytes = files.read(path);
        if (bytes.isEmpty()) {
            throw new BuildException(
                    files.isDirectory(path)
                            ? "'" + name + "' must be a file, not a directory"
                            : files.absence(path) + ": " + RemoteUrl.masked(name) + " (" + files.display(path) + ")",
                    hintOf(name, path));
        }
        if (restriction == LoadRestriction.ROOT_ONLY && !Paths.isIn(files.resolved(path), directory)) {
            throw new BuildException(
                    "security; file '" + name + "' is not in or below '" + display() + "'", outsideHint(name));
        }
        return bytes.get();
    }

    /** Builds the directory, as far as that can come to something. */
    void build(Runnable step) {
        files.build(directory, step);
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
                    display(), "found multiple kustomization files: " + String.join(", ", present), "keep one of them");
        }
        return files.kustomization(Paths.join(directory, present.get(0)));
    }

    private @Nullable String hintOf(String entry, String path) {
        if (entry.contains("*")) {
            return "there are no wildcards in a kustomization: list each file";
        }
        if (entry.contains("\\")) {
            return "separate the names of a path by slashes: " + entry.replace('\\', '/');
        }
        return RemoteUrl.objection(entry).orElseGet(() -> files.isDirectory(path) ? null : files.nearName(path));
    }

    /** What to do about a file that the load restriction keeps out. */
    private @Nullable String outsideHint(String entry) {
        if (Kustomization.FILE_NAMES.contains(Paths.baseName(entry))) {
            return "name the directory, and not the kustomization file in it";
        }
        return isInRepository()
                ? null
                : "move the file, name a directory with a kustomization.yaml that lists it, or build with"
                        + " --load-restrictor LoadRestrictionsNone";
    }

    private MissingKustomization missing() {
        return new MissingKustomization(
                files.list(directory),
                name -> files.isDirectory(Paths.join(directory, name)),
                path -> files.read(Paths.join(directory, path)).isPresent());
    }

    private String path(String relative) {
        if (relative.indexOf('\0') >= 0) {
            throw new BuildException("the path '" + relative.replace("\0", "\\0") + "' holds a NUL character");
        }
        if (relative.startsWith("/")) {
            throw new BuildException("the path '" + relative + "' is absolute", "name it relative to " + display());
        }
        String path = Paths.join(directory, relative);
        if (Paths.leavesTree(path)) {
            throw isInRepository()
                    ? new BuildException(
                            "security; bases in kustomizations found in cloned git repos must be within the"
                                    + " repo, but '" + relative + "' leaves it")
                    : new BuildException(
                            "the path '" + relative + "' leaves the source's root", "keep files inside the repository");
        }
        return path;
    }

    /** Whether a URL led here, and not only paths. */
    private boolean isInRepository() {
        for (KustomizationFiles visited = this; visited != null; visited = visited.referrer) {
            if (visited.url != null) {
                return true;
            }
        }
        return false;
    }
}
