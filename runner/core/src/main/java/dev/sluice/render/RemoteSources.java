package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.event.RunListener;
import dev.sluice.failure.Rejected;
import dev.sluice.kustomize.RemoteBase;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.kustomize.RemoteTree;
import dev.sluice.source.CredentialSource;
import java.nio.file.Path;

/**
 * What kustomizations name outside of their tree, fetched through the source layer: each once a run, from the cache that
 * runs share where it is there. Safe for use by several threads.
 */
public final class RemoteSources implements RemoteBases {

    private final Path cache;
    private final CredentialSource credentials;
    private final boolean localRepositories;
    private final RunListener listener;

    /**
     * @param cache the directory of the cache; made where it is missing
     * @param credentials what is known of hosts
     * @param localRepositories whether a base may be a repository of this machine ({@code file://}); what a run reads is
     *     in its sources, and so it allows none
     * @param listener is told which commit a base was that is named by a branch, or by nothing
     */
    public RemoteSources(
            Path cache, CredentialSource credentials, boolean localRepositories, RunListener listener) {
        this.cache = requireNonNull(cache, "cache");
        this.credentials = requireNonNull(credentials, "credentials");
        this.localRepositories = localRepositories;
        this.listener = requireNonNull(listener, "listener");
    }

    @Override
    public byte[] file(String url) {
        throw new Rejected(url, "remote resources are not supported yet");
    }

    @Override
    public RemoteTree repository(RemoteBase base) {
        throw new Rejected(base.repository(), "remote bases are not supported yet");
    }
}
