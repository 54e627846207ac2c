package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.source.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private static final ApiCall VERSION = ApiCall.get("/version");

    private TestCertificates certificates;
    private HttpsServer server;

    @BeforeAll
    void serve(@TempDir Path directory) throws Exception {
        certificates = new TestCertificates(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    @Test
    void trustsTheAuthorityOfTheKubeconfig() throws Exception {
        try (Api api = connect("127.0.0.1", trusting(certificates.authority(), ""))) {

            assertThat(api.send(VERSION).succeeded()).isTrue();
        }
    }

    @Test
    void trustsNoOther() throws Exception {
        try (Api api = connect("127.0.0.1", trusting(certificates.stranger(), ""))) {

            assertThatThrownBy(() -> api.send(VERSION))
                    .isInstanceOf(Rejected.class)
                    .hasMessage(host("127.0.0.1") + ": the certificate is not trusted");
        }
    }

    @Test
    void trustsAnyWhereTheKubeconfigDoes() {
        try (Api api = connect("127.0.0.1", new Tls(Optional.empty(), true, "", Optional.empty()))) {

            assertThat(api.send(VERSION).succeeded()).isTrue();
        }
    }

    @Test
    void theCertificateMustBeForTheServersName() throws Exception {
        try (Api api = connect("127.0.0.1", trusting(certificates.authority(), "other.example"))) {

            assertThatThrownBy(() -> api.send(VERSION))
                    .isInstanceOf(Rejected.class)
                    .hasMessage(host("127.0.0.1") + ": the certificate is for another host name");
        }
    }

    @Test
    void theKubeconfigMayNameTheServerOtherwise() throws Exception {
        try (Api api = connect("127.0.0.1", trusting(certificates.authority(), "localhost"))) {

            assertThat(api.send(VERSION).succeeded()).isTrue();
        }
    }

    @Test
    void aCertificateThatIsNoneIsInvalid() {
        assertThatThrownBy(() -> connect("127.0.0.1", trusting("no certificate", "")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("ca.crt: ");
    }

    @Test
    void aServerWithoutTlsIsRejected() throws Exception {
        try (var plain = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> answerInClear(plain));
            answering.start();
            String host = "127.0.0.1:" + plain.getLocalPort();
            try (Api api = connect(URI.create("https://" + host), trusting(certificates.authority(), ""))) {

                assertThatThrownBy(() -> api.send(VERSION))
                        .isInstanceOf(Rejected.class)
                        .hasMessage(host + ": the server does not speak TLS");
            }
        }
    }

    private static void answerInClear(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static Tls trusting(String authority, String serverName) {
        return new Tls(Optional.of(new Pem(authority, "ca.crt")), false, serverName, Optional.empty());
    }

    private String host(String address) {
        return address + ":" + server.getAddress().getPort();
    }

    private Api connect(String address, Tls tls) {
        return connect(URI.create("https://" + host(address)), tls);
    }

    private static Api connect(URI server, Tls tls) {
        var endpoint =
                new Endpoint("test", "config:1", server, tls, Optional.empty(), Authorization.NONE, Impersonation.NONE);
        return new HttpApi(endpoint, new Transport(endpoint, "sluice/test"), 4, ServedApi.HASTY, CancelSignal.never());
    }
}
