package dev.sluice.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checkout that holds the entry of a run, or a plain folder; what lies there is what gets applied. */
public final class Workspace {

    private Workspace() {}

    /**
     * The Git checkout that holds a directory, else the directory itself.
     *
     * @param environment the environment of the process; a detached CI checkout learns its branch from it
     */
    public static Workspace of(Path directory, Map<String, String> environment) {
        throw new UnsupportedOperationException("" + directory + environment.size());
    }

    /** The root of the checkout, or the folder: absolute, links resolved. */
    public Path root() {
        throw new UnsupportedOperationException();
    }

    /** The checked-out commit; empty outside of Git and before the first commit. */
    public Optional<String> commit() {
        throw new UnsupportedOperationException();
    }

    /** The URLs of the remotes, without credentials. */
    public List<String> remotes() {
        throw new UnsupportedOperationException();
    }

    /** Whether files differ from the commit or are not in it; always false outside of Git. */
    public boolean isDirty() {
        throw new UnsupportedOperationException();
    }

    /** Symbolic links below the root, relative: Flux leaves them out of an artifact, and so they are not seen here. */
    public List<String> links() {
        throw new UnsupportedOperationException();
    }

    /** The workspace as a source: read where it lies, behind its ignore rules. */
    public Source source(@Nullable String specIgnore) {
        throw new UnsupportedOperationException("" + specIgnore);
    }

    /** Whether a GitRepository of this URL and reference is this very checkout. */
    public boolean matchesRemote(String url, GitReference reference) {
        throw new UnsupportedOperationException(url + reference);
    }
}
