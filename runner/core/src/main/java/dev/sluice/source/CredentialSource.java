package dev.sluice.source;

import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the credentials of a host come from: the object's own Secret, {@code sluice.yaml}, the CI's own token;
 * for ssh the key of the environment.
 */
public final class CredentialSource {

    /** The private key for ssh, where no entry of the host names another. */
    static final String IDENTITY = "SLUICE_SSH_IDENTITY";

    /** The keys of the hosts that {@link #IDENTITY} is for. */
    static final String KNOWN_HOSTS = "SLUICE_SSH_KNOWN_HOSTS";

    private static final String PASSPHRASE = "SLUICE_SSH_PASSPHRASE";

    private final List<HostCredential> entries;
    private final Map<String, String> environment;

    /**
     * @param entries {@code spec.credentials} of {@code sluice.yaml}, in the order of the file
     * @param environment the environment of the process
     */
    public CredentialSource(List<HostCredential> entries, Map<String, String> environment) {
        this.entries = List.copyOf(entries);
        this.environment = Map.copyOf(environment);
    }

    /** The credentials for an address: the Secret where there is one, else what is known of the address's host. */
    public Optional<Credentials> credentialsFor(String url, Optional<Credentials> secret) {
        if (secret.isPresent()) {
            return secret;
        }
        // Tokens travel over http and https only; ssh has keys.
        return GitUrl.parse(url)
                .filter(address -> address.isHttp() || address.isSsh())
                .flatMap(address -> address.isSsh() ? keyOf(address) : ofHost(address));
    }

    private Optional<Credentials> keyOf(GitUrl url) {
        return entries.stream()
                .filter(entry -> entry.isFor(url))
                .findFirst()
                .map(entry -> key(entry.identityEnv(), entry.knownHostsEnv(), entry.passwordEnv()))
                .orElseGet(() -> key(IDENTITY, KNOWN_HOSTS, PASSPHRASE));
    }

    private Optional<Credentials> key(String identity, String knownHosts, String passphrase) {
        if (variable(identity).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credentials(Map.of(
                "identity", content(identity),
                "known_hosts", content(knownHosts),
                "password", variable(passphrase).getBytes(StandardCharsets.UTF_8))));
    }

    /** A variable's value; where it begins with a slash, as no key does, that of the file (GitLab's file variables). */
    private byte[] content(String name) {
        String value = variable(name);
        if (!value.startsWith("/")) {
            // The last line end gets lost on the way through many a CI, and no key is read without it.
            return (value.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Files.readAllBytes(Path.of(value));
        } catch (IOException | InvalidPathException e) {
            throw new Rejected("", "the file that the variable " + name + " names cannot be read", e);
        }
    }

    private Optional<Credentials> ofHost(GitUrl url) {
        for (HostCredential entry : entries) {
            if (entry.isFor(url)) {
                return login(variable(entry.usernameEnv()), variable(entry.passwordEnv()));
            }
        }
        return ofGitLab(url).or(() -> ofGitHub(url));
    }

    /** The token of a GitLab job, for the GitLab that runs it. */
    private Optional<Credentials> ofGitLab(GitUrl url) {
        String host = variable("CI_SERVER_HOST").toLowerCase(Locale.ROOT);
        String port = variable("CI_SERVER_PORT");
        boolean same = url.host().equals(host)
                && (port.isEmpty()
                        ? url.authority().equals(url.host()) && url.scheme().equals("https")
                        : port.equals(Integer.toString(url.effectivePort())));
        return same ? login("gitlab-ci-token", variable("CI_JOB_TOKEN")) : Optional.empty();
    }

    /** The token of a GitHub workflow, for the GitHub that runs it. */
    private Optional<Credentials> ofGitHub(GitUrl url) {
        boolean same = GitUrl.parse(variable("GITHUB_SERVER_URL"))
                .filter(server -> server.authority().equals(url.authority())
                        && server.scheme().equals(url.scheme()))
                .isPresent();
        return same ? login("x-access-token", variable("GITHUB_TOKEN")) : Optional.empty();
    }

    private static Optional<Credentials> login(String username, String password) {
        if (password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credentials(Map.of(
                "username", username.getBytes(StandardCharsets.UTF_8),
                "password", password.getBytes(StandardCharsets.UTF_8))));
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
