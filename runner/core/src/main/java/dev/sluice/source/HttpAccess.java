package dev.sluice.source;

import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Git over http and https: credentials and certificates go to their own host only, also where a redirect leads on. */
final class HttpAccess implements GitAccess, HttpConnectionFactory {

    private final GitUrl home;
    private final Optional<String> authorization;
    private final TlsIdentity identity;
    private final SSLSocketFactory sockets;
    private final FetchDeadline deadline;
    private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();

    /**
     * @param home the host that the credentials belong to
     * @param authorization the value of the header
     * @param identity for the host's TLS connections
     */
    HttpAccess(GitUrl home, Optional<String> authorization, TlsIdentity identity, FetchDeadline deadline)
            throws GeneralSecurityException, IOException {
        this.home = home;
        this.authorization = authorization;
        this.identity = identity;
        this.sockets = identity.sockets();
        this.deadline = deadline;
    }

    @Override
    public void prepare(Transport transport) {
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(this);
        }
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        var connection = (HttpURLConnection) url.openConnection(proxy);
        if (isHome(url)) {
            authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
            if (connection instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(sockets);
            }
        }
        return new GuardedConnection(connection, deadline, this);
    }

    @Override
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    @Override
    public void close() {
        // Each connection ends with its transport.
    }

    /** Hears every answer, so that a failure can be told by it and not by JGit's text. */
    void answered(int status) {
        refusal.set(
                switch (status) {
                    case 401 -> new Refusal("authentication required", false);
                    case 403 -> new Refusal("authorization failed", false);
                    case 404, 410 -> new Refusal("repository not found", false);
                    case 408, 425, 429 -> new Refusal("the server answered " + status, true);
                    default -> status >= 500 ? new Refusal("the server answered " + status, true) : null;
                });
    }

    /** Hears what broke a connection before there was an answer. */
    void broken(IOException cause) {
        if (identity.certificateIsMissing()) {
            refusal.set(new Refusal("tls: certificate required", false));
        } else if (cause instanceof SSLException) {
            boolean cutOff = cause.getCause() instanceof EOFException;
            refusal.set(new Refusal("tls: " + cause.getMessage(), cutOff));
        }
    }

    /** The same host and port, and not less secure; an upgrade from http to https of one host stays at home. */
    private boolean isHome(URL url) {
        if (!home.host().equalsIgnoreCase(url.getHost())) {
            return false;
        }
        int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        boolean same = url.getProtocol().equals(home.scheme()) && port == home.effectivePort();
        return same || (url.getProtocol().equals("https") && home.scheme().equals("http") && port == 443);
    }
}
