package dev.sluice.source;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.NotIgnoredFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The checkout that holds the entry of a run, or a plain folder; what lies there is what gets applied, committed or not.
 */
public final class Workspace {

    private static final String PEELED = "^{}";

    private final Path root;
    private final @Nullable Checkout checkout;
    /** Directories that are no part of it, relative to the root. */
    private final List<String> foreign;

    private final Map<Optional<String>, Source> sources = new ConcurrentHashMap<>();

    private Workspace(Path root, @Nullable Checkout checkout) {
        this(root, checkout, List.of());
    }

    private Workspace(Path root, @Nullable Checkout checkout, List<String> foreign) {
        this.root = root;
        this.checkout = checkout;
        this.foreign = List.copyOf(foreign);
    }

    /** What Git knows of a workspace; {@code urls}: of its remotes, as they are configured. */
    private record Checkout(File gitDirectory, GitCommit commit, CheckoutNames names, List<String> urls) {}

    /**
     * The Git checkout that holds a directory, else the directory itself. Git's environment variables do not count.
     *
     * @param environment the environment of the process; a detached CI checkout learns its branch from it
     */
    public static Workspace of(Path directory, Map<String, String> environment) {
        GitEnvironment.isolate();
        Path start = real(directory);
        var builder = new FileRepositoryBuilder().findGitDir(start.toFile());
        if (builder.getGitDir() == null) {
            return new Workspace(start, null);
        }
        try (Repository repository = builder.setMustExist(true).build()) {
            if (repository.isBare()) {
                return new Workspace(start, null);
            }
            Path root = real(repository.getWorkTree().toPath());
            ObjectId head = repository.resolve(Constants.HEAD);
            return new Workspace(root, head == null ? null : checkout(repository, head, environment));
        } catch (RepositoryNotFoundException e) {
            return new Workspace(start, null);
        } catch (IOException e) {
            throw new InvalidInput(start.toString(), "the Git checkout cannot be read: " + e.getMessage());
        }
    }

    /** A folder that is the workspace whatever Git says of it. */
    public static Workspace folder(Path directory) {
        return new Workspace(real(directory), null);
    }

    /**
     * The same workspace as if some directories were not there: what a run writes itself is no part of what it reads.
     *
     * @param directories absolute, links resolved; those that are not below the root do not matter
     */
    public Workspace without(List<Path> directories) {
        return new Workspace(
                root,
                checkout,
                directories.stream()
                        .filter(directory -> directory.startsWith(root) && !directory.equals(root))
                        .map(directory -> root.relativize(directory).toString().replace('\\', '/'))
                        .toList());
    }

    /** The root of the checkout, or the folder: absolute, links resolved. */
    public Path root() {
        return root;
    }

    /** The checked-out commit; empty outside of Git and before the first commit. */
    public Optional<String> commit() {
        return Optional.ofNullable(checkout).map(git -> git.commit().hash());
    }

    /** The URLs of the remotes, without credentials. */
    public List<String> remotes() {
        if (checkout == null) {
            return List.of();
        }
        return checkout.urls().stream().map(GitUrl::withoutCredentials).toList();
    }

    /**
     * Whether files differ from the commit or are not in it; always false outside of Git. What {@code .gitignore} names
     * does not count, and neither does what submodules hold.
     */
    public boolean isDirty() {
        if (checkout == null) {
            return false;
        }
        try (Repository repository = repository(checkout)) {
            // Not HEAD: it may have moved since, and would be compared with another commit than the one that is named.
            ObjectId commit = ObjectId.fromString(checkout.commit().hash());
            var diff = new IndexDiff(repository, commit, new FileTreeIterator(repository));
            diff.setIgnoreSubmoduleMode(IgnoreSubmoduleMode.ALL);
            diff.setFilter(notForeign());
            return diff.diff();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Verifies the commit that is checked out, for a source that it stands for.
     *
     * @param seen what was read of it: that is what was signed, whatever Git says of the working tree
     * @throws Rejected where there is none, or where what lies here is not what was signed
     */
    String verify(SourceSpec spec, Verification verification, GitVerifier verifier, SeenFiles seen) {
        String subject = spec.id().toString();
        String hint = "commit and sign it, or take the directory as it is, unverified: --local-source " + subject + "="
                + root;
        if (checkout == null) {
            throw notVerified(subject, "the workspace is no Git checkout: there is no commit to verify", hint);
        }
        if (isDirty()) {
            throw notVerified(subject, "the working tree has changes that are in no commit, and so not signed", hint);
        }
        try (Repository repository = repository(checkout)) {
            String commit = checkout.commit().hash();
            List<String> differing = new CommittedFiles(repository, ObjectId.fromString(commit)).differing(seen);
            if (!differing.isEmpty()) {
                throw notVerified(
                        subject,
                        "was read otherwise than commit '" + commit + "' has it: " + String.join(", ", differing),
                        hint);
            }
            return new CheckoutSignatures(subject, repository, commit, checkout.names())
                    .verify(spec.reference(), verification, verifier);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Rejected notVerified(String subject, String why, String hint) {
        return new Rejected(subject, why, hint, new NotVerified("VerificationError", null));
    }

    private Repository repository(Checkout git) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(git.gitDirectory())
                .setWorkTree(root.toFile())
                .build();
    }

    private TreeFilter notForeign() {
        return foreign.stream()
                .map(directory -> PathFilter.create(directory).negate())
                .reduce(TreeFilter.ALL, AndTreeFilter::create);
    }

    /**
     * Symbolic links below the root, relative: Flux leaves them out of an artifact, and so they are not seen here. What
     * {@code .gitignore} names would not be in one anyway.
     */
    public List<String> links() {
        List<String> links = checkout == null ? linksOfFolder() : linksOf(checkout);
        links.sort(null);
        return links;
    }

    private List<String> linksOf(Checkout git) {
        var links = new ArrayList<String>();
        try (Repository repository = repository(git);
                var walk = new TreeWalk(repository)) {
            walk.addTree(new FileTreeIterator(repository));
            walk.setFilter(AndTreeFilter.create(new NotIgnoredFilter(0), notForeign()));
            while (walk.next()) {
                if (walk.getFileMode(0).equals(FileMode.SYMLINK)) {
                    links.add(walk.getPathString());
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
            return links;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private List<String> linksOfFolder() {
        var links = new ArrayList<String>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String relative = root.relativize(directory).toString().replace('\\', '/');
                    return directory.endsWith(".git") || foreign.contains(relative)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isSymbolicLink()) {
                        links.add(root.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unreadable(e);
        }
        return links;
    }

    /**
     * The workspace as a source: read where it lies, behind its ignore rules. The revision is the commit's, also of a
     * dirty tree; outside of Git it is made of the content, as it was when the source was first asked for.
     *
     * @param specIgnore {@code spec.ignore} of the GitRepository that stands for it; null where absent
     */
    public Source source(@Nullable String specIgnore) {
        return sources.computeIfAbsent(Optional.ofNullable(specIgnore), this::open);
    }

    private Source open(Optional<String> specIgnore) {
        var filter = new WorkspaceFilter(root, SourceIgnore.of(root, specIgnore.orElse(null)), foreign);
        if (checkout != null) {
            GitCommit commit = checkout.commit();
            return new Source(root.toString(), commit.revision(), root, commit.summary(), filter);
        }
        try {
            String revision = "local@sha256:" + TreeDigest.of(root, filter).sha256();
            return new Source(root.toString(), revision, root, "revision '" + revision + "'", filter);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Whether a GitRepository of this URL and reference is this very checkout: one of its remotes, and the branch, tag or
     * commit that is checked out. A range of versions never is: only the server knows its newest.
     */
    public boolean matchesRemote(String url, GitReference reference) {
        if (checkout == null) {
            return false;
        }
        Optional<GitUrl> wanted = GitUrl.parse(url);
        boolean known = wanted.isPresent()
                && checkout.urls().stream()
                        .map(GitUrl::parse)
                        .flatMap(Optional::stream)
                        .anyMatch(wanted.get()::sameRepository);
        return known && matches(checkout, reference);
    }

    private static boolean matches(Checkout checkout, GitReference reference) {
        if (reference.commit() != null) {
            return checkout.commit().hash().equals(reference.commit());
        }
        String name = reference.name();
        if (name != null) {
            return checkout.names()
                    .contains(name.endsWith(PEELED) ? name.substring(0, name.length() - PEELED.length()) : name);
        }
        if (reference.tag() != null) {
            return checkout.names().contains("refs/tags/" + reference.tag());
        }
        return reference.semver() == null && checkout.names().contains("refs/heads/" + reference.branchOrDefault());
    }

    private static Checkout checkout(Repository repository, ObjectId head, Map<String, String> environment)
            throws IOException {
        var names = CheckoutNames.of(repository, head, environment);
        var urls = new ArrayList<String>();
        for (String remote : repository.getRemoteNames()) {
            urls.addAll(List.of(repository.getConfig().getStringList("remote", remote, "url")));
        }
        String reference =
                names.references().isEmpty() ? "" : names.references().get(0);
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(head);
            var described = new GitCommit(commit.name(), reference, commit.getFullMessage());
            return new Checkout(repository.getDirectory(), described, names, List.copyOf(urls));
        }
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new InvalidInput(directory.toString(), "no such directory");
        }
    }

    private InvalidInput unreadable(IOException cause) {
        return new InvalidInput(root.toString(), "cannot be read: " + cause.getMessage());
    }
}
