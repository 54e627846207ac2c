package dev.sluice.source;

import java.util.Optional;
import org.eclipse.jgit.transport.Transport;

/** How a Git server is reached: what a connection carries, and what its failures mean. */
sealed interface GitAccess extends AutoCloseable permits HttpAccess, LocalAccess, SshAccess {

    /** Prepares a transport before it connects. */
    void prepare(Transport transport);

    /** What the server, or the check of its identity, said against the last connection; empty where it said nothing. */
    Optional<Refusal> refusal();

    @Override
    void close();

    /**
     * A refusal.
     *
     * @param why in the words of go-git, without any secret
     * @param passing whether another try may end better
     */
    record Refusal(String why, boolean passing) {}
}
