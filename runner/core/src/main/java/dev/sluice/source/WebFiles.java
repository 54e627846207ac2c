package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.util.HttpSupport;
import org.jspecify.annotations.Nullable;

/**
 * Files of web servers. One that a server gives a version to ({@code ETag}, {@code Last-Modified}) is kept in the cache,
 * and asked for again only if it has changed. Safe for use by several threads.
 */
public final class WebFiles {

    /** As much as is read of a file of a repository. */
    private static final int MAX_BYTES = 32_000_000;

    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int NOT_MODIFIED = 304;

    private final WebFileStore store;
    private final CredentialSource credentials;
    private final Duration timeout;

    /**
     * @param cache the directory of the cache; made where it is missing
     * @param credentials what is known of hosts
     * @param timeout how long one file may take
     */
    public WebFiles(Path cache, CredentialSource credentials, Duration timeout) {
        this.store = new WebFileStore(new SourceCache(cache));
        this.credentials = requireNonNull(credentials, "credentials");
        this.timeout = requireNonNull(timeout, "timeout");
        GitEnvironment.isolate();
    }

    /**
     * The content of a file.
     *
     * @param name what the URL is called in messages: without what may be secret in it
     * @throws Rejected where the server says no
     * @throws TransientFailure where it does not answer, or not now
     * @throws InvalidInput where the URL is none
     */
    public byte[] fetch(String text, String name) {
        GitUrl url = GitUrl.parse(text)
                .filter(parsed -> parsed.isHttp() && !parsed.host().isEmpty())
                .orElseThrow(() -> new InvalidInput(name, "is no URL of a file on a web server"));
        Optional<SourceSpec.Credentials> login = url.password().isEmpty()
                ? credentials.credentialsFor(url.toString(), Optional.empty())
                : Optional.empty();
        try (var deadline = new FetchDeadline(timeout);
                var access = new GitLogin(name, "").http(url, login, deadline)) {
            return new Exchange(text, name, access, deadline).run();
        }
    }

    /** One request, and where it is sent on to. */
    private final class Exchange {

        private final String text;
        private final String name;
        private final HttpAccess access;
        private final FetchDeadline deadline;

        Exchange(String text, String name, HttpAccess access, FetchDeadline deadline) {
            this.text = text;
            this.name = name;
            this.access = access;
            this.deadline = deadline;
        }

        byte[] run() {
            deadline.await();
            try {
                return follow();
            } catch (IOException e) {
                throw failure(e);
            } finally {
                deadline.answered();
            }
        }

        private byte[] follow() throws IOException {
            URL url = url(text, name);
            for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
                // By the address that answers: a version means nothing to the one that it was redirected from.
                Optional<WebFileStore.Kept> kept = store.find(url.toExternalForm());
                HttpConnection connection = request(url, kept);
                int status = connection.getResponseCode();
                if (!REDIRECTS.contains(status)) {
                    return status == NOT_MODIFIED && kept.isPresent()
                            ? kept.get().content()
                            : answer(url, connection, status);
                }
                url = next(url, connection.getHeaderField("Location"), name);
            }
            throw new Rejected(name, "is redirected more than " + MAX_REDIRECTS + " times");
        }

        private HttpConnection request(URL url, Optional<WebFileStore.Kept> kept) throws IOException {
            refuseLinkLocal(url);
            HttpConnection connection = access.create(url, HttpSupport.proxyFor(ProxySelector.getDefault(), url));
            connection.setRequestProperty("Accept", "*/*");
            connection.setRequestProperty("User-Agent", "sluice");
            int patience = deadline.remainingSeconds() * 1000;
            connection.setConnectTimeout(patience);
            connection.setReadTimeout(patience);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            kept.ifPresent(file -> file.conditions().forEach(connection::setRequestProperty));
            return connection;
        }

        /** Clouds hand out their machines' own keys there, to whoever asks from the machine. */
        private void refuseLinkLocal(URL url) {
            if (isLinkLocal(url.getHost())) {
                throw new InvalidInput(name, "leads to a link-local address: nothing is read from there");
            }
        }

        private byte[] answer(URL url, HttpConnection connection, int status) throws IOException {
            if (status < 200 || status > 299) {
                throw refusal(status);
            }
            byte[] content;
            try (InputStream in = connection.getInputStream()) {
                content = in.readNBytes(MAX_BYTES + 1);
            }
            if (content.length > MAX_BYTES) {
                throw new InvalidInput(name, "the file is too large: at most 32 MB are read");
            }
            if (deadline.isOver()) {
                throw new IOException("the time is over");
            }
            store.keep(
                    url.toExternalForm(),
                    new WebFileStore.Version(header(connection, "ETag"), header(connection, "Last-Modified")),
                    content);
            return content;
        }

        private RunFailure refusal(int status) {
            String what = "the server answered " + status;
            boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
            if (passing) {
                return new TransientFailure(name, what);
            }
            String why =
                    switch (status) {
                        case 401 -> " (authentication required)";
                        case 403 -> " (authorization failed)";
                        case 404, 410 -> " (no such file)";
                        default -> "";
                    };
            String hint = status == 401 || status == 403 ? "name the host's login in sluice.yaml" : null;
            return new Rejected(name, what + why, hint, null);
        }

        private RunFailure failure(IOException cause) {
            if (deadline.isOver()) {
                return new TransientFailure(name, "no answer within " + timeout.toMillis() / 1000.0 + "s", cause);
            }
            Optional<GitAccess.Refusal> refusal = access.refusal();
            if (refusal.isPresent() && !refusal.get().passing()) {
                return new Rejected(name, refusal.get().why(), cause);
            }
            String why = cause instanceof UnknownHostException ? "no such host" : String.valueOf(cause.getMessage());
            return new TransientFailure(name, why, cause);
        }
    }

    /** Where a redirect leads: to a web server, and from a secure one to another such. */
    static URL next(URL from, @Nullable String location, String name) throws IOException {
        if (location == null) {
            throw new Rejected(name, "is redirected to nowhere");
        }
        URL to = new URL(from, location);
        boolean web = to.getProtocol().equals("https") || to.getProtocol().equals("http");
        if (!web || (from.getProtocol().equals("https") && to.getProtocol().equals("http"))) {
            throw new Rejected(
                    name,
                    "is redirected from " + from.getProtocol() + " to " + to.getProtocol() + ": refused",
                    "name the address that is meant",
                    null);
        }
        return to;
    }

    private static boolean isLinkLocal(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).anyMatch(InetAddress::isLinkLocalAddress);
        } catch (UnknownHostException e) {
            // Told by the connection, unless a proxy knows the host.
            return false;
        }
    }

    private static String header(HttpConnection connection, String name) {
        String value = connection.getHeaderField(name);
        return value == null ? "" : value;
    }

    private static URL url(String text, String name) {
        try {
            return new URI(text).toURL();
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            // Not the cause: its message may quote what is secret.
            throw new InvalidInput(name, "is no URL: it holds a character that must be escaped");
        }
    }
}
