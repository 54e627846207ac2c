package dev.sluice.source;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ignore rules of one directory, exactly Flux's (fluxcd/pkg sourceignore v0.18.0 sourceignore.go, and
 * {@code SourceIgnoreFilter} of its artifact storage): Git's own files first; the other defaults only where nobody wrote
 * a pattern; then every {@code .sourceignore}, from the root down; then {@code spec.ignore}. The last match wins.
 *
 * <p>Each path is judged by itself: a directory may be ignored, and a file in it not.
 *
 * <p>The files are read when they are first needed; a directory's is read once.
 */
public final class SourceIgnore implements SourceFilter {

    private static final String IGNORE_FILE = ".sourceignore";
    private static final String GIT_DIRECTORY = ".git";

    /** Go's bufio.Scanner stops at a line of this many bytes, and so do the patterns of a file. */
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private static final List<IgnorePattern> GIT_FILES =
            patterns(".git/,.gitignore,.gitmodules,.gitattributes".split(","));
    private static final List<IgnorePattern> DEFAULTS =
            Stream.concat(GIT_FILES.stream(), patterns(defaultLines()).stream()).toList();

    private final Path root;
    private final List<IgnorePattern> specPatterns;
    private final Map<String, List<IgnorePattern>> directoryPatterns = new ConcurrentHashMap<>();
    private volatile @Nullable List<IgnorePattern> basePatterns;

    private SourceIgnore(Path root, List<IgnorePattern> specPatterns) {
        this.root = root;
        this.specPatterns = specPatterns;
    }

    /**
     * The rules of a directory: its {@code .sourceignore} files, then {@code spec.ignore}.
     *
     * @param specIgnore {@code spec.ignore} of the source; null where absent
     */
    public static SourceIgnore of(Path directory, @Nullable String specIgnore) {
        return new SourceIgnore(directory, specIgnore == null ? List.of() : read(specIgnore));
    }

    @Override
    public boolean ignored(String path, boolean directory) {
        List<String> names = Arrays.asList(path.split("/"));
        Boolean decision = decide(specPatterns, names, directory);
        for (int depth = names.size() - 1; depth >= 0 && decision == null; depth--) {
            List<IgnorePattern> patterns = patternsOf(names.subList(0, depth));
            decision = decide(patterns, names.subList(depth, names.size()), directory);
        }
        if (decision == null) {
            decision = decide(basePatterns(), names, directory);
        }
        return decision != null && decision;
    }

    /** Whether the last pattern that matches leaves the path out; null where none matches. */
    private static @Nullable Boolean decide(List<IgnorePattern> patterns, List<String> path, boolean directory) {
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (patterns.get(i).matches(path, directory)) {
                return !patterns.get(i).includes();
            }
        }
        return null;
    }

    private List<IgnorePattern> basePatterns() {
        List<IgnorePattern> known = basePatterns;
        if (known == null) {
            known = specPatterns.isEmpty() && !hasPatternsBelow() ? DEFAULTS : GIT_FILES;
            basePatterns = known;
        }
        return known;
    }

    private List<IgnorePattern> patternsOf(List<String> directory) {
        String path = String.join("/", directory);
        List<IgnorePattern> known = directoryPatterns.get(path);
        if (known != null) {
            return known;
        }
        List<IgnorePattern> read =
                isEntered(directory) ? read(root.resolve(path).resolve(IGNORE_FILE)) : List.of();
        directoryPatterns.put(path, read);
        return read;
    }

    /** Flux looks for ignore files in real directories, and not in Git's own. */
    private boolean isEntered(List<String> directory) {
        Path path = root;
        for (String name : directory) {
            path = path.resolve(name);
            if (name.equals(GIT_DIRECTORY) || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return true;
    }

    /** Whether any {@code .sourceignore} of the tree holds a pattern; the search ends at the first. */
    private boolean hasPatternsBelow() {
        var found = new ArrayList<Path>(1);
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return isGitDirectory(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.endsWith(IGNORE_FILE) && !read(file).isEmpty()) {
                        found.add(file);
                        return FileVisitResult.TERMINATE;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unreadable(root, e);
        }
        return !found.isEmpty();
    }

    private boolean isGitDirectory(Path directory) {
        return !directory.equals(root) && directory.endsWith(GIT_DIRECTORY);
    }

    private List<IgnorePattern> read(Path file) {
        try {
            // Flux follows a link here; one that leaves the tree would tell of files that are no part of it.
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root.toRealPath())) {
                return List.of();
            }
            return read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static List<IgnorePattern> read(String text) {
        var patterns = new ArrayList<IgnorePattern>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            if (line.length() >= MAX_LINE_BYTES || line.getBytes(StandardCharsets.UTF_8).length >= MAX_LINE_BYTES) {
                break;
            }
            String pattern = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!pattern.startsWith("#") && !isBlank(pattern)) {
                patterns.add(new IgnorePattern(pattern));
            }
            start = end < 0 ? text.length() : end + 1;
        }
        return List.copyOf(patterns);
    }

    /** What Go's strings.TrimSpace would leave nothing of. */
    private static boolean isBlank(String line) {
        return line.codePoints().allMatch(c -> (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c));
    }

    private static List<IgnorePattern> patterns(String... lines) {
        return Arrays.stream(lines).map(IgnorePattern::new).toList();
    }

    private static String[] defaultLines() {
        return ("*.jpg,*.jpeg,*.gif,*.png,*.wmv,*.flv,*.tar.gz,*.zip,"
                        + ".github/,.circleci/,.travis.yml,.gitlab-ci.yml,appveyor.yml,.drone.yml,cloudbuild.yaml,"
                        + "codeship-services.yml,codeship-steps.yml,"
                        + "**/.goreleaser.yml,**/.sops.yaml,**/.flux.yaml")
                .split(",");
    }

    private static InvalidInput unreadable(Path path, IOException cause) {
        return new InvalidInput(path.toString(), "cannot be read: " + cause.getMessage());
    }
}
