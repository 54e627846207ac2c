package dev.sluice.cli;

import dev.sluice.kustomize.RemoteBase;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.kustomize.RemoteTree;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remote bases for a build that may have none: what fetches them is made for the first one, since it takes long to load. */
final class BasesOnDemand implements RemoteBases {

    private final Supplier<RemoteBases> maker;
    private @Nullable RemoteBases made;

    BasesOnDemand(Supplier<RemoteBases> maker) {
        this.maker = maker;
    }

    @Override
    public byte[] file(String url) {
        return made().file(url);
    }

    @Override
    public RemoteTree repository(RemoteBase base) {
        return made().repository(base);
    }

    @Override
    public boolean holds(RemoteBase base) {
        return made().holds(base);
    }

    @Override
    public Optional<String> text(String displayed) {
        return made().text(displayed);
    }

    private synchronized RemoteBases made() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
