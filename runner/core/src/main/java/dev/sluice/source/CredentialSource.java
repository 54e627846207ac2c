package dev.sluice.source;

import dev.sluice.source.SourceSpec.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the credentials of a host come from: the object's own Secret, {@code sluice.yaml}, the CI's own token. */
public final class CredentialSource {

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
        // Tokens travel over http and https only; ssh has keys, and those come from a Secret.
        return GitUrl.parse(url).filter(GitUrl::isHttp).flatMap(this::ofHost);
    }

    private Optional<Credentials> ofHost(GitUrl url) {
        for (HostCredential entry : entries) {
            String host = entry.host().toLowerCase(Locale.ROOT);
            if (host.equals(url.authority()) || host.equals(url.host() + ":" + url.effectivePort())) {
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
                        ? url.authority().equals(url.host())
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
