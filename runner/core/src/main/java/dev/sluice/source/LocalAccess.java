package dev.sluice.source;

import java.util.Optional;
import org.eclipse.jgit.transport.Transport;

/** A repository on this machine: JGit reads it within this process. */
final class LocalAccess implements GitAccess {

    @Override
    public void prepare(Transport transport) {
        // There is no connection.
    }

    @Override
    public Optional<Refusal> refusal() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // There is no connection.
    }
}
