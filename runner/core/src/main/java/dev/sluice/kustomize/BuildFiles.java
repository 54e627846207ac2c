package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files of one tree for one build: each is read at most once. */
final class BuildFiles {

    /** Ways into directories; bases that each name the next one twice double them at each step. */
    private static final int MOST_WAYS = 100_000;

    /** For how many ways one into a repository counts: another server's files are worth less trust, and more work. */
    private static final int WAYS_OF_A_REPOSITORY = 20;

    private final FileTree tree;
    private final ParsedFiles parsed;
    private final RemoteBases remote;
    private final Edition edition;
    private final Optional<String> warning;
    private final Map<String, Optional<byte[]>> contents = new HashMap<>();
    private final Map<String, InvalidInput> refused = new HashMap<>();
    private final AtomicInteger entered;
    private final Map<String, ChartFiles> pulled = new LinkedHashMap<>();

    /** @param remote answers what lies outside of the tree */
    BuildFiles(FileTree tree, ParsedFiles parsed, RemoteBases remote, Edition edition) {
        this(tree, parsed, remote, edition, Optional.empty(), new AtomicInteger());
    }

    /** @param entered how many ways into directories the build has gone, of this tree and of others */
    private BuildFiles(
            FileTree tree,
            ParsedFiles parsed,
            RemoteBases remote,
            Edition edition,
            Optional<String> warning,
            AtomicInteger entered) {
        this.tree = tree;
        this.parsed = parsed;
        this.remote = remote;
        this.edition = edition;
        this.warning = warning;
        this.entered = entered;
    }

    /**
     * The files of a repository.
     *
     * @throws RemoteFailure if it cannot be had
     */
    static BuildFiles of(RemoteBase repository, ParsedFiles parsed, RemoteBases remote, Edition edition) {
        return of(repository, parsed, remote, edition, new AtomicInteger());
    }

    private static BuildFiles of(
            RemoteBase repository, ParsedFiles parsed, RemoteBases remote, Edition edition, AtomicInteger entered) {
        requireFew(entered.addAndGet(WAYS_OF_A_REPOSITORY));
        RemoteTree tree = outside(() -> remote.repository(repository));
        return new BuildFiles(tree.files(), parsed, remote, edition, tree.warning(), entered);
    }

    /**
     * The files of a repository, for the same build.
     *
     * @throws RemoteFailure if it cannot be had
     */
    BuildFiles repository(RemoteBase repository) {
        return of(repository, parsed, remote, edition, entered);
    }

    /** Whether a repository is known to be there. */
    boolean holds(RemoteBase base) {
        return remote.holds(base);
    }

    /**
     * A file of a web server.
     *
     * @throws RemoteFailure if it cannot be had
     */
    byte[] download(String url) {
        return outside(() -> remote.file(url));
    }

    private static <T> T outside(Supplier<T> request) {
        try {
            return request.get();
        } catch (RunFailure e) {
            throw new RemoteFailure(e);
        }
    }

    /** Whose rules count in this build. */
    Edition edition() {
        return edition;
    }

    /** What a reader of the result should know of the tree. */
    Optional<String> warning() {
        return warning;
    }

    String display(String path) {
        return tree.display(path);
    }

    Optional<byte[]> read(String path) {
        Optional<byte[]> known = contents.get(path);
        if (known == null) {
            known = pulledFile(path).or(() -> tree.read(path));
            contents.put(path, known);
        }
        return known;
    }

    private Optional<byte[]> pulledFile(String path) {
        return pulled.entrySet().stream()
                .filter(chart -> Paths.isIn(path, chart.getKey()))
                .findFirst()
                .flatMap(chart -> {
                    ChartFiles files = chart.getValue();
                    String relative = Paths.relative(chart.getKey(), path);
                    return files.tree().read(Paths.join(files.directory(), relative));
                });
    }

    /** Puts a chart that was pulled where this build, but no other, finds it. */
    void put(String directory, ChartFiles chart) {
        pulled.put(directory, chart);
        contents.keySet().removeIf(path -> Paths.isIn(path, directory));
    }

    /** The chart in a directory. */
    ChartFiles chart(String directory) {
        return pulled.getOrDefault(directory, new ChartFiles(tree, directory));
    }

    /**
     * Builds a directory. One that could not be built is not tried again: what is wrong in a base is wrong for each that
     * builds on it.
     *
     * @throws InvalidInput with every mistake
     */
    void build(String directory, Runnable step) {
        InvalidInput before = refused.get(directory);
        if (before != null) {
            throw new InvalidInput(before.problems(), before);
        }
        requireFew(entered.incrementAndGet());
        try {
            step.run();
        } catch (InvalidInput e) {
            refused.put(directory, e);
            throw e;
        }
    }

    private static void requireFew(int ways) {
        if (ways > MOST_WAYS) {
            throw new BuildException("the bases lead to directories in more than " + MOST_WAYS + " ways");
        }
    }

    boolean isDirectory(String path) {
        return pulled.containsKey(path) || tree.isDirectory(path);
    }

    /** Where a path leads, without symbolic links. */
    String resolved(String path) {
        return tree.resolved(path);
    }

    List<String> list(String directory) {
        return tree.list(directory);
    }

    /** Why there is no file at a path. */
    String absence(String path) {
        return tree.absence(path);
    }

    /** A hint that names what lies beside a missing file and is called much alike; null where nothing is. */
    @Nullable
    String nearName(String path) {
        String directory = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        // Endings are all alike, so that they must not count.
        var byStem = new TreeMap<String, String>();
        tree.list(directory).forEach(name -> byStem.putIfAbsent(stem(name), name));
        String near = Spelling.nearest(stem(Paths.baseName(path)), byStem.keySet());
        return near == null ? null : "did you mean \"" + byStem.get(near) + "\"?";
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /**
     * The objects of a resource file, each time as new copies.
     *
     * @param file what the file is called in messages
     * @throws InvalidInput if the file holds something else
     */
    List<Resource> resources(String file, byte[] bytes) {
        return parsed.resources(file, bytes).stream().map(Resource::copy).toList();
    }

    /**
     * The kustomization of a file.
     *
     * @throws InvalidInput if it is wrong
     */
    Kustomization kustomization(String path) {
        byte[] bytes = read(path).orElseThrow();
        Optional<Rewritten> rewritten = tree.rewritten(path);
        return rewritten.isPresent()
                ? Kustomization.read(FileText.of(bytes, display(path)), display(path), rewritten)
                : parsed.kustomization(display(path), bytes);
    }

    /**
     * The objects that a text is.
     *
     * @throws InvalidInput if it is something else
     */
    static List<Resource> parse(String text, String location) {
        return parse(text, location, Duplicates.REFUSED);
    }

    /**
     * The strategic merge patches that a text is: keys may stand twice in them, for kustomize looks at the first.
     *
     * @throws InvalidInput if it is something else
     */
    static List<Resource> patches(String text, String location) {
        return parse(text, location, Duplicates.FIRST_COUNTS);
    }

    private static List<Resource> parse(String text, String location, Duplicates duplicates) {
        return new ResourceReader(text).read(new YamlReader(Dialect.KYAML, duplicates).read(text, location));
    }

    /** The first document of a text that is configuration, not an object. */
    static YamlDocument configuration(String text, String location) {
        return firstDocument(text, location).orElseThrow(() -> new InvalidInput(location, "the file is empty"));
    }

    /** The content of the first document of a text, which may be empty; a null where nothing is written. */
    static JsonNode content(String text, String location) {
        return firstDocument(text, location).map(YamlDocument::content).orElse(NullNode.getInstance());
    }

    private static Optional<YamlDocument> firstDocument(String text, String location) {
        return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(text, location).stream().findFirst().filter(document -> !document.content()
                        .isNull());
    }
}
