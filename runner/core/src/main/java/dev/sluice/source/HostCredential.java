package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * An entry of {@code spec.credentials} in {@code sluice.yaml}: which environment variables hold a host's credentials.
 * One with an {@code identityEnv} is for ssh, any other for http and https.
 *
 * @param host the host, with {@code :port} where it is not the scheme's own
 * @param usernameEnv the variable with the user's name; empty for ssh
 * @param passwordEnv the variable with the password or token; for ssh with what opens the key, empty where nothing must
 * @param identityEnv the variable with the private key; empty for http and https
 * @param knownHostsEnv the variable with the host's keys, as {@code ssh-keyscan} prints them
 */
public record HostCredential(
        String host, String usernameEnv, String passwordEnv, String identityEnv, String knownHostsEnv) {

    public HostCredential {
        requireNonNull(host, "host");
        requireNonNull(usernameEnv, "usernameEnv");
        requireNonNull(passwordEnv, "passwordEnv");
        requireNonNull(identityEnv, "identityEnv");
        requireNonNull(knownHostsEnv, "knownHostsEnv");
    }

    /** The login of a host for http and https. */
    public HostCredential(String host, String usernameEnv, String passwordEnv) {
        this(host, usernameEnv, passwordEnv, "", "");
    }

    /** Whether it is for ssh. */
    boolean isKey() {
        return !identityEnv.isEmpty();
    }

    /** Whether it is for the host of an address; what goes over plain http is heard by all, and so its port is named. */
    boolean isFor(GitUrl url) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean plain = url.scheme().equals("http");
        return isKey() == url.isSsh()
                && (name.equals(url.host() + ":" + url.effectivePort()) || (name.equals(url.authority()) && !plain));
    }
}
