package dev.sluice.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/** The host keys that a Secret's {@code known_hosts} names, in OpenSSH's form; no other host is talked to. */
final class KnownHosts implements ServerKeyDatabase {

    private final String host;
    private final int port;
    private final List<KnownHostEntry> entries;
    private final AtomicReference<@Nullable String> objection = new AtomicReference<>();

    /**
     * @param host the host that is connected to
     * @throws IllegalArgumentException where a line is none of OpenSSH's
     */
    KnownHosts(byte[] text, String host, int port) {
        this.host = host;
        this.port = port;
        this.entries = new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(KnownHostEntry::parseKnownHostEntry)
                .toList();
    }

    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
        return keys(false);
    }

    @Override
    public boolean accept(
            String connectAddress,
            InetSocketAddress remoteAddress,
            PublicKey serverKey,
            Configuration config,
            @Nullable CredentialsProvider provider) {
        if (contains(keys(true), serverKey)) {
            objection.set("ssh: handshake failed: knownhosts: key is revoked");
            return false;
        }
        List<PublicKey> known = keys(false);
        if (contains(known, serverKey)) {
            return true;
        }
        objection.set(
                known.isEmpty()
                        ? "ssh: handshake failed: knownhosts: key is unknown"
                        : "ssh: handshake failed: knownhosts: key mismatch");
        return false;
    }

    /** Why the server's key was not accepted. */
    Optional<String> objection() {
        return Optional.ofNullable(objection.get());
    }

    private static boolean contains(List<PublicKey> keys, PublicKey wanted) {
        return keys.stream().anyMatch(key -> KeyUtils.compareKeys(key, wanted));
    }

    private List<PublicKey> keys(boolean revoked) {
        var keys = new ArrayList<PublicKey>();
        for (KnownHostEntry entry : entries) {
            boolean isRevoked = "revoked".equals(entry.getMarker());
            boolean plain = entry.getMarker() == null || entry.getMarker().isEmpty();
            if ((revoked ? isRevoked : plain) && entry.isHostMatch(host, port)) {
                key(entry.getKeyEntry()).ifPresent(keys::add);
            }
        }
        return keys;
    }

    /** The key of an entry; empty where it is of a kind that this JVM cannot use. */
    private static Optional<PublicKey> key(AuthorizedKeyEntry entry) {
        try {
            return Optional.ofNullable(entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
