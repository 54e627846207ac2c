package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest {

    private static final String CONFIG = """
            apiVersion: v1
            kind: Config
            current-context: dev
            contexts:
            - name: dev
              context: {cluster: dev, user: me}
            - name: prod
              context: {cluster: prod, user: me}
            clusters:
            - name: dev
              cluster:
                server: https://dev.example:6443/
            - name: prod
              cluster: {server: "https://prod.example/k8s/p"}
            users:
            - name: me
              user: {token: hunter2}
            """;

    @TempDir
    Path directory;

    @Test
    void takesTheCurrentContext() throws IOException {
        file("config", CONFIG);

        Endpoint endpoint = open(options("config"));

        assertThat(endpoint.context() + " " + endpoint.server()).isEqualTo("dev https://dev.example:6443");
        assertThat(endpoint.authorization().header()).contains("Bearer hunter2");
    }

    @Test
    void takesTheContextThatIsNamed() throws IOException {
        file("config", CONFIG);

        Endpoint endpoint = open(options("config", "prod"));

        assertThat(endpoint.server()).isEqualTo(URI.create("https://prod.example/k8s/p"));
    }

    @Test
    void namesTheContextsThereAre() throws IOException {
        file("config", CONFIG);

        assertThatThrownBy(() -> open(options("config", "stage")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(directory.resolve("config") + ": there is no context stage")
                .satisfies(hints("contexts: there are: dev, prod"));
    }

    @Test
    void saysWhereTheCurrentContextIsWrong() throws IOException {
        file("config", CONFIG.replace("current-context: dev", "current-context: gone"));

        assertThatThrownBy(() -> open(options("config")))
                .hasMessage(directory.resolve("config") + ":3: there is no context gone");
    }

    @Test
    void wantsAContextToBeChosen() throws IOException {
        file("config", CONFIG.replace("current-context: dev", ""));

        assertThatThrownBy(() -> open(options("config")))
                .hasMessage(directory.resolve("config") + ": there is no current-context")
                .satisfies(hints("choose one with --context; there are: dev, prod"));
    }

    @Test
    void findsAllThatIsWrongWithAContext() throws IOException {
        file("config", CONFIG.replace("cluster: dev, user: me", "cluster: gone, user: nobody"));

        assertThatThrownBy(() -> open(options("config")))
                .hasMessage(directory.resolve("config") + ":6: context dev: there is no cluster gone\n"
                        + directory.resolve("config") + ":6: context dev: there is no user nobody");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            server: https://dev.example:6443/ | {}                                   | 11: cluster dev: it has no server
            server: https://dev.example:6443/ | server: 'ftp://x'                    | 12: cluster dev: its server is no address: ftp://x
            server: https://dev.example:6443/ | {server: "https://x", proxy-url: "ftp://p"} | 12: cluster dev: the proxy must be http:// or socks5://HOST:PORT
            server: https://dev.example:6443/ | {server: "https://x", certificate-authority-data: "%"} | 12: certificate-authority-data is no Base64
            {token: hunter2}                  | {token: a, username: b}              | 17: user me: it has a token and a user name
            {token: hunter2}                  | {as-groups: [a]}                     | 17: user me: it impersonates groups but no user
            {token: hunter2}                  | {client-key-data: YQ==}              | 17: user me: client-certificate is missing
            {token: hunter2}                  | {exec: {args: [a]}}                  | 17: user me: exec has no command
            """)
    void saysWhatIsWrong(String good, String bad, String message) throws IOException {
        file("config", CONFIG.replace(good, bad));

        assertThatThrownBy(() -> open(options("config")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(directory.resolve("config") + ":" + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            contexts: [1               | :1:
            [a, b]                     | :1: this is no kubeconfig: a mapping is expected
            {kind: Secret, a: b}       | :1: this is no kubeconfig: its kind is Secret
            {contexts: {a: b}}         | :1: contexts must be a list
            {clusters: [{cluster: {}}]} | :1: the cluster has no name
            {users: [{name: a, user: b}]} | :1: user must be a mapping
            """)
    void refusesWhatIsNoKubeconfig(String text, String message) throws IOException {
        file("config", text);

        assertThatThrownBy(() -> open(options("config")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(directory.resolve("config") + message);
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> open(options("config")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(directory.resolve("config") + ": there is no such kubeconfig");
    }

    @Test
    void saysWhichFileOfAUserIsMissing() throws IOException {
        file("config", CONFIG.replace("{token: hunter2}", "{tokenFile: token}"));

        assertThatThrownBy(() -> open(options("config")))
                .hasMessage(directory.resolve("config") + ":17: tokenFile: " + directory.resolve("token")
                        + " cannot be read");
    }

    @Test
    void readsFilesBesideTheKubeconfigThatNamesThem() throws IOException {
        Files.createDirectory(directory.resolve("kube"));
        file("kube/config", CONFIG.replace("{token: hunter2}", "{tokenFile: token}"));
        file("kube/token", "fresh\n");

        assertThat(open(options("kube/config")).authorization().header()).contains("Bearer fresh");
    }

    @Test
    void readsATokenAgainWhenItIsRefused() throws IOException {
        file("config", CONFIG.replace("{token: hunter2}", "{tokenFile: token}"));
        file("token", "old");
        Authorization authorization = open(options("config")).authorization();
        assertThat(authorization.header()).contains("Bearer old");

        file("token", "new");

        assertThat(authorization.renew(Optional.of("Bearer old"))).isTrue();
        assertThat(authorization.header()).contains("Bearer new");
    }

    @Test
    void aTokenThatWasRenewedForOneIsGoodForAllThatShowedTheOldOne() throws IOException {
        file("config", CONFIG.replace("{token: hunter2}", "{tokenFile: token}"));
        file("token", "old");
        Authorization authorization = open(options("config")).authorization();
        Optional<String> refused = authorization.header();
        file("token", "new");

        assertThat(authorization.renew(refused)).isTrue();
        assertThat(authorization.renew(refused)).isTrue();
    }

    @Test
    void theOptionsTellNothingOfTheEnvironment() {
        assertThat(environment(Map.of("TOKEN", "hunter2")).toString()).doesNotContain("hunter2");
    }

    @Test
    void theFirstOfSeveralFilesCounts() throws IOException {
        file("a", "{current-context: dev, users: [{name: me, user: {token: mine}}]}");
        file("b", CONFIG);

        Endpoint endpoint = open(environment(Map.of("KUBECONFIG", path("gone") + path("a") + path("b"))));

        assertThat(endpoint.context()).isEqualTo("dev");
        assertThat(endpoint.authorization().header()).contains("Bearer mine");
    }

    @Test
    void looksIntoTheHomeDirectory() throws IOException {
        Files.createDirectory(directory.resolve(".kube"));
        file(".kube/config", CONFIG);

        assertThat(open(environment(Map.of("HOME", directory.toString()))).context())
                .isEqualTo("dev");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "---\n", "{}", "# nothing\n"})
    void anEmptyFileIsNoCluster(String text) throws IOException {
        file("config", text);

        assertThatThrownBy(() -> open(options("config")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("config: there is no cluster in it");
        assertThat(Connections.isThere(options("config"))).isFalse();
    }

    @Test
    void nothingIsNoCluster() {
        assertThat(Connections.isThere(environment(Map.of("KUBECONFIG", "/dev/null"))))
                .isFalse();
        assertThat(Connections.isThere(environment(Map.of()))).isFalse();
    }

    @Test
    void aContextIsACluster() throws IOException {
        file("config", CONFIG);

        assertThat(Connections.isThere(options("config"))).isTrue();
        assertThat(open(options("config")).context()).isEqualTo("dev");
    }

    @Test
    void aBrokenFileIsACluster() throws IOException {
        file("config", "[");

        assertThat(Connections.isThere(options("config"))).isTrue();
    }

    @Test
    void executesNothingUnasked() throws IOException {
        file("config", CONFIG.replace("{token: hunter2}", "{exec: {command: aws, args: [eks]}}"));

        assertThatThrownBy(() -> open(options("config")))
                .isInstanceOf(Rejected.class)
                .hasMessage(directory.resolve("config") + ":17: user me: the kubeconfig wants to execute aws")
                .satisfies(hints("allow it with --insecure-kubeconfig-exec, or use a token"));
    }

    @Test
    void executesAPluginThatIsAllowed() throws IOException {
        file("plugin", """
                #!/bin/sh
                echo "{\\"status\\": {\\"token\\": \\"$NAME-$1\\"}}"
                """);
        assertThat(directory.resolve("plugin").toFile().setExecutable(true)).isTrue();
        file(
                "config",
                CONFIG.replace(
                        "{token: hunter2}", "{exec: {command: ./plugin, args: [eks], env: [{name: NAME, value: x}]}}"));
        var allowed = new ConnectionOptions(
                directory, Map.of("PATH", "/usr/bin:/bin"), Optional.of(Path.of("config")), Optional.empty(), true, 4);

        assertThat(open(allowed).authorization().header()).contains("Bearer x-eks");
    }

    @Test
    void refusesAnAuthProvider() throws IOException {
        file("config", CONFIG.replace("{token: hunter2}", "{auth-provider: {name: gcp}}"));

        assertThatThrownBy(() -> open(options("config")))
                .isInstanceOf(Rejected.class)
                .hasMessage(directory.resolve("config")
                        + ":17: user me: the auth-provider gcp is no longer part of Kubernetes");
    }

    @Test
    void knowsAUserByNameAndPassword() throws IOException {
        file("config", CONFIG.replace("{token: hunter2}", "{username: me, password: pw}"));

        assertThat(open(options("config")).authorization().header()).contains("Basic bWU6cHc=");
    }

    @Test
    void impersonatesWhomTheKubeconfigNames() throws IOException {
        file(
                "config",
                CONFIG.replace(
                        "{token: hunter2}",
                        "{as: jane, as-uid: '7', as-groups: [a, b], as-user-extra: {Scope/x: [z]}}"));

        assertThat(open(options("config")).impersonation().headers())
                .containsExactly(
                        Map.entry("Impersonate-User", "jane"),
                        Map.entry("Impersonate-Uid", "7"),
                        Map.entry("Impersonate-Group", "a"),
                        Map.entry("Impersonate-Group", "b"),
                        Map.entry("Impersonate-Extra-scope%2Fx", "z"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "'dev.example', false",
        "'.example', false",
        "'example', false",
        "'*', false",
        "'other,dev.example:6443', false",
        "'dev.example:443', true",
        "'ev.example', true"
    })
    void heedsTheProxyOfTheEnvironment(String noProxy, boolean proxied) throws IOException {
        file("config", CONFIG);
        var options = new ConnectionOptions(
                directory,
                Map.of("HTTPS_PROXY", "http://me:pw@proxy.example:3128", "no_proxy", noProxy),
                Optional.of(Path.of("config")),
                Optional.empty(),
                false,
                4);

        assertThat(open(options).proxy().map(Object::toString))
                .isEqualTo(proxied ? Optional.of("proxy.example:3128") : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.0.0.0/8, true",
        "11.1.2.3, 10.0.0.0/8, false",
        "10.1.2.3, 10.1.2.3, true",
        "'[fd00::1]', 'fd00::/8', true",
        "a.example, 10.0.0.0/8, false"
    })
    void knowsAddressesOfANetwork(String host, String range, boolean inside) {
        assertThat(new AddressRange(host).isIn(range)).isEqualTo(inside);
    }

    @Test
    void aPodHasItsAccount() throws IOException {
        file("token", "pod");
        file("ca.crt", "PEM");
        var account = new InClusterAccount(
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443"), directory);

        Endpoint endpoint = account.endpoint(Clock.systemUTC());

        assertThat(account.isThere()).isTrue();
        assertThat(endpoint.server()).isEqualTo(URI.create("https://[fd00::1]:443"));
        assertThat(endpoint.authorization().header()).contains("Bearer pod");
        assertThat(endpoint.tls().authorities().orElseThrow().text()).isEqualTo("PEM");
    }

    @Test
    void tellsNoSecrets() throws IOException {
        file("config", CONFIG);

        assertThat(open(options("config")).toString()).doesNotContain("hunter2");
    }

    private static Endpoint open(ConnectionOptions options) {
        return Connections.endpoint(options, Clock.systemUTC());
    }

    private ConnectionOptions options(String file) {
        return new ConnectionOptions(directory, Map.of(), Optional.of(Path.of(file)), Optional.empty(), false, 4);
    }

    private ConnectionOptions options(String file, String context) {
        return new ConnectionOptions(directory, Map.of(), Optional.of(Path.of(file)), Optional.of(context), false, 4);
    }

    private ConnectionOptions environment(Map<String, String> environment) {
        return new ConnectionOptions(directory, environment, Optional.empty(), Optional.empty(), false, 4);
    }

    private String path(String file) {
        return directory.resolve(file) + File.pathSeparator;
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private static Consumer<Throwable> hints(String hint) {
        return failure -> assertThat(((RunFailure) failure).hint()).contains(hint);
    }
}
