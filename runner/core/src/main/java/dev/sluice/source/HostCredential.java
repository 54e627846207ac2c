package dev.sluice.source;

import static java.util.Objects.requireNonNull;

/**
 * An entry of {@code spec.credentials} in {@code sluice.yaml}: which environment variables hold a host's credentials.
 *
 * @param host the host, with {@code :port} where it is not the scheme's own
 * @param usernameEnv the variable with the user's name
 * @param passwordEnv the variable with the password or token
 */
public record HostCredential(String host, String usernameEnv, String passwordEnv) {

    public HostCredential {
        requireNonNull(host, "host");
        requireNonNull(usernameEnv, "usernameEnv");
        requireNonNull(passwordEnv, "passwordEnv");
    }
}
