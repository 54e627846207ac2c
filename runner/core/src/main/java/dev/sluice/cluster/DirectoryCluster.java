package dev.sluice.cluster;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** A directory of plain YAML, one file an object, that stands for a cluster. */
public final class DirectoryCluster implements Cluster {

    /** The variable that gives the key of Secret digests, so that they are the same on every machine. */
    public static final String KEY_VARIABLE = "SLUICE_DIGEST_KEY";

    private final Path directory;

    /**
     * @param directory made by the first write, if it does not exist
     * @param withSecrets whether Secret values are written as they are, instead of their keyed digests
     * @param environment read for {@value #KEY_VARIABLE}
     */
    public DirectoryCluster(Path directory, boolean withSecrets, Map<String, String> environment) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "dir:" + directory;
    }

    @Override
    public Map<ObjectId, Manifest> read(Collection<ObjectId> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<ObjectId, String> fingerprints(Collection<ObjectId> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String digest(Manifest desired) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DryRun dryRun(Manifest desired) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String apply(Manifest desired) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(ObjectId id, Propagation propagation, Duration patience) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyedDigest keyedDigest() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunState state() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
