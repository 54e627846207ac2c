package dev.sluice.source;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;

/** A connection that ends with its fetch's time, and that tells {@link HttpAccess} what the server answered. */
final class GuardedConnection implements HttpConnection, Closeable {

    private final HttpURLConnection connection;
    private final FetchDeadline deadline;
    private final HttpAccess access;

    GuardedConnection(HttpURLConnection connection, FetchDeadline deadline, HttpAccess access) {
        this.connection = connection;
        this.deadline = deadline;
        this.access = access;
        deadline.guard(this);
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    @Override
    public int getResponseCode() throws IOException {
        try {
            int status = connection.getResponseCode();
            access.answered(status);
            return status;
        } catch (IOException e) {
            access.broken(e);
            throw e;
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(connection.getInputStream()) {
            @Override
            public void close() throws IOException {
                deadline.release(GuardedConnection.this);
                super.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        try {
            return connection.getOutputStream();
        } catch (IOException e) {
            access.broken(e);
            throw e;
        }
    }

    @Override
    public void connect() throws IOException {
        try {
            connection.connect();
        } catch (IOException e) {
            access.broken(e);
            throw e;
        }
    }

    @Override
    public URL getURL() {
        return connection.getURL();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return connection.getResponseMessage();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return connection.getHeaderFields();
    }

    @Override
    public String getHeaderField(String name) {
        return connection.getHeaderField(name);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return connection.getHeaderFields().entrySet().stream()
                .filter(field -> name.equalsIgnoreCase(field.getKey()))
                .flatMap(field -> field.getValue().stream())
                .toList();
    }

    @Override
    public void setRequestProperty(String key, String value) {
        connection.setRequestProperty(key, value);
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        connection.setRequestMethod(method);
    }

    @Override
    public String getRequestMethod() {
        return connection.getRequestMethod();
    }

    @Override
    public void setUseCaches(boolean useCaches) {
        connection.setUseCaches(useCaches);
    }

    @Override
    public void setConnectTimeout(int timeout) {
        connection.setConnectTimeout(timeout);
    }

    @Override
    public void setReadTimeout(int timeout) {
        connection.setReadTimeout(timeout);
    }

    @Override
    public String getContentType() {
        return connection.getContentType();
    }

    @Override
    public int getContentLength() {
        return connection.getContentLength();
    }

    @Override
    public void setInstanceFollowRedirects(boolean followRedirects) {
        connection.setInstanceFollowRedirects(followRedirects);
    }

    @Override
    public void setDoOutput(boolean doOutput) {
        connection.setDoOutput(doOutput);
    }

    @Override
    public void setFixedLengthStreamingMode(int contentLength) {
        connection.setFixedLengthStreamingMode(contentLength);
    }

    @Override
    public void setChunkedStreamingMode(int chunkLength) {
        connection.setChunkedStreamingMode(chunkLength);
    }

    @Override
    public boolean usingProxy() {
        return connection.usingProxy();
    }

    @Override
    public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
            throws NoSuchAlgorithmException, KeyManagementException {
        if (connection instanceof HttpsURLConnection secure) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, random);
            secure.setSSLSocketFactory(context.getSocketFactory());
        }
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        if (connection instanceof HttpsURLConnection secure) {
            secure.setHostnameVerifier(verifier);
        }
    }
}
