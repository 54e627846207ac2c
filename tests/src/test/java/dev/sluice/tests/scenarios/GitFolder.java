package dev.sluice.tests.scenarios;

import dev.sluice.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A Git repository with a work tree that a test writes to. */
final class GitFolder {

    private static final Pattern FILE = Pattern.compile("(?m)^-- (\\S+) --\\n");
    private static final PersonIdent AUTHOR = new PersonIdent("A Test", "test@example.invalid");

    private final Path directory;

    /** Makes an empty repository with a first commit on the branch. */
    GitFolder(Path directory, String branch) {
        this.directory = directory;
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch(branch)
                .call()) {
            commit(git, "Begin");
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Where a server finds it. */
    Path gitDirectory() {
        return directory.resolve(".git");
    }

    /** Writes files, a text in which each begins with a line {@code -- path --}, and commits all that is there. */
    GitFolder commit(String files, String message) {
        write(files);
        try (Git git = Git.open(directory.toFile())) {
            git.add().addFilepattern(".").call();
            commit(git, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Copies all files of a folder here, to be committed with the next ones. */
    GitFolder copy(Path folder) {
        copy(folder, directory);
        return this;
    }

    /** Copies all files of a folder into another one. */
    static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes files and commits that. */
    GitFolder remove(String message, String... paths) {
        try (Git git = Git.open(directory.toFile())) {
            for (String path : paths) {
                git.rm().addFilepattern(path).call();
            }
            commit(git, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Goes to a branch that is there. */
    GitFolder checkout(String branch) {
        try (Git git = Git.open(directory.toFile())) {
            git.checkout().setName(branch).call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** The full id of the commit that is checked out. */
    String head() {
        return Workspace.of(directory, Map.of()).commit().orElseThrow();
    }

    /** Makes a branch here and goes to it. */
    GitFolder branch(String name) {
        try (Git git = Git.open(directory.toFile())) {
            git.checkout().setCreateBranch(true).setName(name).call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    private void write(String files) {
        Matcher matcher = FILE.matcher(files);
        boolean found = matcher.find();
        while (found) {
            String path = matcher.group(1);
            int start = matcher.end();
            found = matcher.find();
            write(path, files.substring(start, found ? matcher.start() : files.length()));
        }
    }

    private void write(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void commit(Git git, String message) throws GitAPIException {
        git.commit()
                .setMessage(message)
                .setAuthor(AUTHOR)
                .setCommitter(AUTHOR)
                .setSign(false)
                .call();
    }
}
