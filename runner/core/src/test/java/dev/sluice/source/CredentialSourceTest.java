package dev.sluice.source;

import static dev.sluice.source.GitRepositories.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialSourceTest {

    private static final Map<String, String> GITLAB =
            Map.of("CI_SERVER_HOST", "gitlab.example.test", "CI_SERVER_PORT", "443", "CI_JOB_TOKEN", "job");
    private static final Map<String, String> GITHUB =
            Map.of("GITHUB_SERVER_URL", "https://github.com", "GITHUB_TOKEN", "gh");

    @Test
    void prefersTheSecret() {
        var source = new CredentialSource(List.of(), GITLAB);
        Optional<Credentials> secret = secret("username", "a", "password", "b");

        assertThat(source.credentialsFor("https://gitlab.example.test/a.git", secret))
                .isSameAs(secret);
    }

    @Test
    void takesTheEntryOfTheHostBeforeTheTokenOfTheCi() {
        var source = new CredentialSource(
                List.of(new HostCredential("GitLab.example.test", "U", "P")),
                Map.of("U", "me", "P", "pass", "CI_SERVER_HOST", "gitlab.example.test", "CI_JOB_TOKEN", "job"));

        assertThat(login(source, "https://gitlab.example.test/a.git")).isEqualTo("me:pass");
        assertThat(login(source, "https://gitlab.example.test:443/a.git")).isEqualTo("me:pass");
    }

    @Test
    void givesTheTokenOfTheCiToItsOwnHostOnly() {
        var gitLab = new CredentialSource(List.of(), GITLAB);
        var gitHub = new CredentialSource(List.of(), GITHUB);

        assertThat(login(gitLab, "https://gitlab.example.test/a.git")).isEqualTo("gitlab-ci-token:job");
        assertThat(login(gitLab, "https://gitlab.example.test.evil.test/a.git")).isEmpty();
        assertThat(login(gitLab, "https://gitlab.example.test:8443/a.git")).isEmpty();
        assertThat(login(gitLab, "ssh://git@gitlab.example.test/a.git")).isEmpty();
        assertThat(login(gitHub, "https://github.com/org/a")).isEqualTo("x-access-token:gh");
        assertThat(login(gitHub, "http://github.com/org/a")).isEmpty();
        assertThat(login(gitHub, "https://gist.github.com/a")).isEmpty();
    }

    @Test
    void hasNothingWhereTheVariablesAreNotSet() {
        var source = new CredentialSource(List.of(new HostCredential("host", "U", "P")), Map.of());

        assertThat(source.credentialsFor("https://host/a.git", Optional.empty()))
                .isEmpty();
        assertThat(source.credentialsFor("/srv/a.git", Optional.empty())).isEmpty();
    }

    @Test
    void sendsALoginOverPlainHttpOnlyWhereThePortIsNamed() {
        var environment =
                Map.of("U", "me", "P", "pass", "CI_SERVER_HOST", "gitlab.example.test", "CI_JOB_TOKEN", "job");
        var source = new CredentialSource(
                List.of(new HostCredential("host", "U", "P"), new HostCredential("plain:80", "U", "P")), environment);

        assertThat(login(source, "http://host/a.git")).isEmpty();
        assertThat(login(source, "http://plain/a.git")).isEqualTo("me:pass");
        assertThat(login(source, "http://gitlab.example.test/a.git")).isEmpty();
    }

    @Test
    void hasKeysForSshOnly() {
        var source = new CredentialSource(
                List.of(new HostCredential("host", "", "", "KEY", "HOSTS"), new HostCredential("host", "U", "P")),
                Map.of(
                        "KEY",
                        "key",
                        "HOSTS",
                        "hosts",
                        "U",
                        "me",
                        "P",
                        "pass",
                        "SLUICE_SSH_IDENTITY",
                        "other",
                        "SLUICE_SSH_KNOWN_HOSTS",
                        "others"));

        assertThat(key(source, "ssh://git@host/a.git")).isEqualTo("key\nhosts\n");
        assertThat(key(source, "git@host:a.git")).isEqualTo("key\nhosts\n");
        assertThat(key(source, "git@elsewhere:a.git")).isEqualTo("other\nothers\n");
        assertThat(login(source, "https://host/a.git")).isEqualTo("me:pass");
    }

    @Test
    void readsAKeyFromAFile(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "key of a file");
        var source = new CredentialSource(
                List.of(), Map.of("SLUICE_SSH_IDENTITY", key.toString(), "SLUICE_SSH_KNOWN_HOSTS", "hosts"));
        var missing = new CredentialSource(List.of(), Map.of("SLUICE_SSH_IDENTITY", key + "2"));

        assertThat(key(source, "git@host:a.git")).isEqualTo("key of a filehosts\n");
        assertThatThrownBy(() -> key(missing, "git@host:a.git"))
                .isInstanceOf(Rejected.class)
                .hasMessage("the file that the variable SLUICE_SSH_IDENTITY names cannot be read");
    }

    private static String key(CredentialSource source, String url) {
        Credentials found = source.credentialsFor(url, Optional.empty()).orElseThrow();
        return text(found, "identity") + text(found, "known_hosts");
    }

    private static String login(CredentialSource source, String url) {
        return source.credentialsFor(url, Optional.empty())
                .map(credentials -> text(credentials, "username") + ":" + text(credentials, "password"))
                .orElse("");
    }

    private static String text(Credentials credentials, String key) {
        return new String(credentials.data().get(key), StandardCharsets.UTF_8);
    }
}
