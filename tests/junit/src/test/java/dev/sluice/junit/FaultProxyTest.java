package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@WithCluster
class FaultProxyTest {

    @AutoClose
    private final FaultProxy proxy;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestCluster cluster;

    FaultProxyTest(TestCluster cluster) {
        this.cluster = cluster;
        this.proxy = FaultProxy.inFrontOf(cluster.server());
    }

    @Test
    void isTheServerAsLongAsNothingIsWrong() {
        ApiClient client = ApiClient.of(proxy.url(), cluster.caCertificate(), cluster.token());

        assertThat(client.version()).isEqualTo(cluster.version());
    }

    @Test
    void makesAKubeconfigForTheWayThroughIt() {
        String through = Directories.read(proxy.kubeconfig(cluster.kubeconfig()));

        assertThat(through).contains("server: " + proxy.url() + "\n");
    }

    @Test
    void refusesWhenItIsCut() {
        proxy.cut();

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    @Test
    void neverAnswersWhenItStalls() {
        proxy.stall();

        // A server that wants TLS waits for more of it; what it would answer at once would be the end of the
        // connection.
        assertThatThrownBy(() -> ask(proxy.url())).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void resetsConnections() {
        proxy.reset();

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    @Test
    void endsAnswersEarly() {
        proxy.truncate(4);

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    @Test
    void isTheServerAgainAfterAFault() throws Exception {
        proxy.cut();
        proxy.heal();

        assertThat(ask()).isEqualTo(400);
    }

    /** Without TLS, so that what comes back is what the proxy let through: the server says that it wants TLS. */
    private int ask() throws IOException, InterruptedException {
        return ask(URI.create("http://127.0.0.1:" + proxy.url().getPort() + "/"));
    }

    private int ask(URI url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(2)).build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }
}
