package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import java.util.List;
import java.util.Optional;

/**
 * What an entry of {@code resources} leads to. After {@code accumulateResources} of kustomize's
 * {@code api/internal/target/kusttarget.go}: a file is tried first, then a directory or a repository.
 *
 * @param directory the kustomization's directory; empty where the entry is a file
 * @param objects what a file holds
 */
record ResourceEntry(Optional<KustomizationFiles> directory, List<Resource> objects) {

    ResourceEntry {
        objects = List.copyOf(objects);
    }

    /**
     * Opens an entry of a kustomization.
     *
     * @throws BuildException if it leads to nothing, or out of what may be read
     * @throws InvalidInput if the file holds something else than objects
     */
    static ResourceEntry open(KustomizationFiles files, String entry) {
        if (entry.isEmpty()) {
            throw new BuildException("an entry of resources is empty");
        }
        if (RemoteUrl.isFile(entry)) {
            return openUrl(files, entry);
        }
        boolean entered = !files.isFile(entry) && (RemoteUrl.parse(entry).isPresent() || files.isDirectory(entry));
        return entered ? directory(files.enter(entry)) : file(files.resources(entry));
    }

    /** A URL may be of a file or of a repository, and only asking tells. */
    private static ResourceEntry openUrl(KustomizationFiles files, String url) {
        Optional<RemoteUrl> repository = RemoteUrl.parse(url);
        if (repository.filter(files::isKnownRepository).isPresent()) {
            return directory(files.enter(url));
        }
        try {
            return file(files.resources(url));
        } catch (RemoteFailure | InvalidInput e) {
            if (RemoteFailure.isRefusal(e) || (repository.isEmpty() && !files.isDirectory(url))) {
                throw e;
            }
            return directory(enterInstead(files, url, e));
        }
    }

    /** Goes into what is no file of objects; where that is nothing either, both reasons are told. */
    private static KustomizationFiles enterInstead(KustomizationFiles files, String url, RuntimeException reason) {
        try {
            return files.enter(url);
        } catch (RemoteFailure e) {
            throw e.insteadOf(reason, RemoteUrl.masked(url));
        }
    }

    private static ResourceEntry directory(KustomizationFiles entered) {
        return new ResourceEntry(Optional.of(entered), List.of());
    }

    private static ResourceEntry file(List<Resource> objects) {
        return new ResourceEntry(Optional.empty(), objects);
    }
}
