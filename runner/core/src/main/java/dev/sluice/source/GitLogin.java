package dev.sluice.source;

import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the data of a Secret into access to one server (fluxcd/pkg git/options.go; the texts of its failures too).
 *
 * @param subject what is fetched, for messages
 * @param secretName the Secret's name, for messages; empty where the credentials come from elsewhere
 */
record GitLogin(String subject, String secretName) {

    private static final byte[] ABSENT = {};
    private static final String FAILED = "failed to configure authentication options: ";

    /**
     * Access to a server.
     *
     * @param home an empty directory for ssh
     */
    GitAccess access(GitUrl url, Optional<Credentials> credentials, Path home, FetchDeadline deadline) {
        Credentials data = credentials.orElse(new Credentials(Map.of()));
        if (url.isSsh()) {
            return ssh(url, data, home, deadline);
        }
        if (url.isHttp()) {
            return http(url, credentials, deadline);
        }
        throw rejected("unknown transport '" + url.scheme() + "'", null);
    }

    /** Access to a server over http or https. */
    HttpAccess http(GitUrl url, Optional<Credentials> credentials, FetchDeadline deadline) {
        Credentials data = credentials.orElse(new Credentials(Map.of()));
        byte[] authorities = value(data, "ca.crt");
        if (authorities.length == 0) {
            authorities = value(data, "caFile");
        }
        byte[] certificate = value(data, "tls.crt");
        byte[] key = value(data, "tls.key");
        if ((certificate.length == 0) != (key.length == 0)) {
            throw rejected("invalid client certificate: both 'tls.crt' and 'tls.key' are required", null);
        }
        try {
            var identity = new TlsIdentity(authorities, certificate, key);
            return new HttpAccess(url, authorization(url, data), identity, deadline);
        } catch (IOException | GeneralSecurityException e) {
            throw rejected("invalid certificate data: " + e.getMessage(), e);
        }
    }

    /** The header: a bearer token, else user and password, of the Secret or of the address. */
    private Optional<String> authorization(GitUrl url, Credentials data) {
        if (data.data().containsKey("bearerToken")) {
            return Optional.of("Bearer " + text(data, "bearerToken"));
        }
        String username = text(data, "username").isEmpty() ? url.user() : text(data, "username");
        String password = text(data, "password").isEmpty() ? url.password() : text(data, "password");
        if (username.isEmpty() && !password.isEmpty()) {
            throw rejected(
                    "invalid '" + url.scheme() + "' auth option: 'password' requires 'username' to be set", null);
        }
        if (username.isEmpty()) {
            return Optional.empty();
        }
        byte[] login = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(login));
    }

    private GitAccess ssh(GitUrl url, Credentials data, Path home, FetchDeadline deadline) {
        byte[] identity = value(data, "identity");
        if (identity.length == 0) {
            throw missing("identity");
        }
        byte[] hosts = value(data, "known_hosts");
        if (hosts.length == 0) {
            throw missing("known_hosts");
        }
        return new SshAccess(keyPair(identity, data), knownHosts(hosts, url), home, deadline);
    }

    private Rejected missing(String field) {
        String hint = secretName.isEmpty()
                ? "name the host's identityEnv and knownHostsEnv in sluice.yaml, or set " + CredentialSource.IDENTITY
                        + " and " + CredentialSource.KNOWN_HOSTS
                : null;
        return new Rejected(subject, FAILED + "invalid 'ssh' auth option: '" + field + "' is required", hint, null);
    }

    private KeyPair keyPair(byte[] identity, Credentials data) {
        String passphrase = text(data, "password");
        try {
            return PrivateKeys.read(identity, passphrase.isEmpty() ? Optional.empty() : Optional.of(passphrase));
        } catch (PrivateKeys.PassphraseNeeded e) {
            throw new Rejected(
                    subject,
                    secretName.isEmpty()
                            ? "the SSH identity key is encrypted, and nothing is given that opens it"
                            : "SSH identity key is encrypted but no 'password' field was provided in the secret '"
                                    + secretName + "'",
                    e);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause may quote the key's text, and so stays behind.
            throw rejected("the SSH identity key cannot be read, or the 'password' does not open it", null);
        }
    }

    private KnownHosts knownHosts(byte[] hosts, GitUrl url) {
        try {
            return new KnownHosts(hosts, url.host(), url.effectivePort());
        } catch (RuntimeException e) {
            throw rejected("'known_hosts' cannot be read: " + e.getMessage(), e);
        }
    }

    private Rejected rejected(String why, @Nullable Throwable cause) {
        return new Rejected(subject, FAILED + why, cause);
    }

    private static byte[] value(Credentials data, String key) {
        return data.data().getOrDefault(key, ABSENT);
    }

    private static String text(Credentials data, String key) {
        return new String(value(data, key), StandardCharsets.UTF_8);
    }
}
