package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import java.util.Optional;

/** Answers nothing that lies outside of the tree. */
final class RefusedBases implements RemoteBases {

    private static final String HINT = "keep a copy of it in the repository";

    @Override
    public byte[] file(String url) {
        throw new InvalidInput(RemoteUrl.masked(url), "remote resources are not allowed", HINT);
    }

    @Override
    public RemoteTree repository(RemoteBase base) {
        throw new InvalidInput(RemoteUrl.masked(base.repository()), "remote bases are not allowed", HINT);
    }

    @Override
    public boolean holds(RemoteBase base) {
        return false;
    }

    @Override
    public Optional<String> text(String displayed) {
        return Optional.empty();
    }
}
