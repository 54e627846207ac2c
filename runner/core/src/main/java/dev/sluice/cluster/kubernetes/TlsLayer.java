package dev.sluice.cluster.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over a connection: asks a server for another name than its address' ({@code tls-server-name}), and does not wait
 * for a handshake as long as for an answer.
 */
final class TlsLayer extends SSLSocketFactory {

    private static final int HANDSHAKE_MILLIS = 5_000;

    private final SSLSocketFactory sockets;
    private final String serverName;

    /** @param serverName empty: that of the address */
    TlsLayer(SSLSocketFactory sockets, String serverName) {
        this.sockets = sockets;
        this.serverName = serverName;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        // OkHttp sets its own time-out again when the handshake is over.
        connected.setSoTimeout(HANDSHAKE_MILLIS);
        return sockets.createSocket(connected, serverName.isEmpty() ? host : serverName, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return sockets.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return sockets.createSocket(host, port, local, localPort);
    }
}
