package dev.sluice.source;

import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.SourceSpec.Include;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Fetches Git repositories into a cache that concurrent runs share. Safe for use by several threads. */
public final class SourceFetcher {

    /**
     * @param cache the directory of the cache; made where it is missing
     * @param credentials what is known of hosts beside an object's own Secret
     */
    public SourceFetcher(Path cache, CredentialSource credentials) {
        throw new UnsupportedOperationException("" + cache + credentials);
    }

    /** Fetches a source that includes no other. */
    public Source fetch(SourceSpec spec, Optional<Credentials> secret) {
        return fetch(spec, secret, include -> {
            throw new IllegalArgumentException("no source for the include " + include.repository());
        });
    }

    /**
     * Fetches a source; where the cache has the commit already, that is one listing of the remote's references.
     *
     * @param secret the data of the Secret that {@code spec.secretRef} names
     * @param includes answers the source of each {@code spec.include}
     */
    public Source fetch(SourceSpec spec, Optional<Credentials> secret, Function<Include, Source> includes) {
        throw new UnsupportedOperationException("" + spec + secret + includes);
    }
}
