package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.kustomize.RemoteBase;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.kustomize.RemoteTree;
import java.util.List;
import java.util.Optional;

/** Of a render that asks nobody: whatever lies outside of a tree is not looked at. */
public final class ElsewhereBases implements RemoteBases {

    @Override
    public byte[] file(String url) {
        throw elsewhere(url);
    }

    @Override
    public RemoteTree repository(RemoteBase base) {
        throw elsewhere(base.repository());
    }

    private static InvalidInput elsewhere(String url) {
        return new InvalidInput(List.of(Problem.of(RemoteBases.shown(url), "is elsewhere, and nothing is fetched")
                .under(Rule.NOT_LOOKED_AT)));
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
