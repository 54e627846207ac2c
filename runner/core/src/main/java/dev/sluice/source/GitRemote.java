package dev.sluice.source;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** One repository on a Git server, for the time of a fetch; JGit's exceptions are translated here and nowhere else. */
final class GitRemote implements AutoCloseable {

    private final FetchSubject subject;
    private final GitUrl url;
    private final GitAccess access;
    private final FetchDeadline deadline;
    private final Listings.OfServer listings;

    /** @param subject what is fetched, for messages */
    GitRemote(FetchSubject subject, GitUrl url, GitAccess access, FetchDeadline deadline) {
        this(subject, url, access, deadline, Listings.OfServer.ASKED);
    }

    /** @param listings remembers what the server answers */
    GitRemote(FetchSubject subject, GitUrl url, GitAccess access, FetchDeadline deadline, Listings.OfServer listings) {
        this.listings = listings;
        this.subject = subject;
        this.url = url;
        this.access = access;
        this.deadline = deadline;
    }

    GitUrl url() {
        return url;
    }

    String subject() {
        return subject.name();
    }

    /** What a failure to find or to fetch a commit begins with. */
    String failed() {
        return subject.failed();
    }

    FetchDeadline deadline() {
        return deadline;
    }

    /** Ends what goes on for longer than the fetch may: a small pack can be an endless tree. */
    void requireTime() {
        if (deadline.isOver()) {
            throw new TransientFailure(
                    subject.name(),
                    subject.failed() + "the files of '" + url + "' were not written within "
                            + deadline.timeout().toMillis() / 1000.0 + "s",
                    subject.moreTime(),
                    null);
        }
    }

    /**
     * The server's references by name, with what annotated tags point at.
     *
     * @param prefixes only those that start so; none: all. A server may answer more.
     */
    Map<String, Ref> list(String... prefixes) {
        return listings.list(
                List.of(prefixes),
                () -> exchange("unable to list remote for '" + url + "'", () -> {
                    try (Transport transport = prepared(Transport.open(address()));
                            FetchConnection connection = transport.openFetch(List.of(), prefixes)) {
                        return Collections.unmodifiableMap(new TreeMap<>(connection.getRefsMap()));
                    }
                }));
    }

    /**
     * Fetches objects.
     *
     * @param depth how many commits deep; 0: all
     * @param sources references, or the names of commits, which are stored as {@code refs/fetched/0}, {@code /1}, …
     */
    void fetch(Repository local, int depth, String... sources) {
        var specs = new ArrayList<RefSpec>();
        for (int i = 0; i < sources.length; i++) {
            boolean many = sources[i].endsWith("/*");
            specs.add(new RefSpec("+" + sources[i] + ":refs/fetched/" + i + (many ? "/*" : "")));
        }
        var unused = exchange("unable to clone '" + url + "'", () -> {
            try (Transport transport = prepared(Transport.open(local, address()))) {
                transport.setTagOpt(TagOpt.NO_TAGS);
                if (depth > 0) {
                    transport.setDepth(depth);
                }
                return transport.fetch(deadline.monitor(), specs);
            }
        });
    }

    @Override
    public void close() {
        access.close();
    }

    /** Something that is asked of the server. */
    @FunctionalInterface
    private interface Exchange<T> {
        T run() throws IOException, URISyntaxException;
    }

    private <T> T exchange(String what, Exchange<T> exchange) {
        deadline.await();
        try {
            return exchange.run();
        } catch (IOException | URISyntaxException e) {
            throw failure(what, e);
        } finally {
            deadline.answered();
        }
    }

    private Transport prepared(Transport transport) {
        transport.setCredentialsProvider(null);
        transport.setTimeout(deadline.remainingSeconds());
        access.prepare(transport);
        return transport;
    }

    /** The address for JGit: what is secret in it goes another way, see {@link GitLogin}. */
    private URIish address() throws URISyntaxException {
        var address = new URIish(url.toString()).setPass(null);
        if (!url.isSsh()) {
            return address.setUser(null);
        }
        return url.user().isEmpty() ? address.setUser("git") : address;
    }

    private RunFailure failure(String what, Exception cause) {
        String prefix = subject.failed() + what + ": ";
        if (deadline.isOver()) {
            return new TransientFailure(
                    subject.name(),
                    prefix + "no answer within " + deadline.timeout().toMillis() / 1000.0 + "s",
                    subject.moreTime(),
                    cause);
        }
        Optional<GitAccess.Refusal> refusal = access.refusal();
        if (refusal.isPresent()) {
            String why = refusal.get().why();
            return refusal.get().passing()
                    ? new TransientFailure(subject.name(), prefix + why, cause)
                    : new Rejected(subject.name(), prefix + why, cause);
        }
        return classified(prefix, cause);
    }

    private RunFailure classified(String prefix, Exception cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException) {
                return new TransientFailure(subject.name(), prefix + "no such host: " + url.host(), cause);
            }
            if (at instanceof SshException ssh
                    && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                return new Rejected(
                        subject.name(), prefix + "ssh: handshake failed: ssh: unable to authenticate", cause);
            }
            if (at instanceof NoRemoteRepositoryException) {
                return new Rejected(subject.name(), prefix + "repository not found", cause);
            }
            if (at instanceof SocketException || at instanceof InterruptedIOException || at instanceof EOFException) {
                return new TransientFailure(
                        subject.name(), prefix + at.getMessage() + " (" + url.authority() + ")", cause);
            }
        }
        return new Rejected(subject.name(), prefix + cause.getMessage(), cause);
    }
}
