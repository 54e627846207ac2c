package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Git repository, in URL form ({@code https://host/path}) or scp form ({@code git@host:path}).
 *
 * @param scheme in lower case; {@code ssh} for the scp form
 * @param user empty where none is given
 * @param password empty where none is given; never printed
 * @param host in lower case
 * @param port -1 where none is given
 * @param path with its leading slash in URL form
 */
record GitUrl(String scheme, String user, String password, String host, int port, String path) {

    private static final Pattern URL = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^@/?#]*)@)?(\\[[^]]*]|[^:/?#]*)(?::([0-9]{0,5}))?([/?#].*)?");
    private static final Pattern SCP = Pattern.compile("(?:([^@/:]+)@)?(\\[[^]]*]|[^:/]{2,}):(?!//)(.+)");

    GitUrl {
        requireNonNull(scheme, "scheme");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(host, "host");
        requireNonNull(path, "path");
    }

    /** The parts of an address; empty where it is none, for example a path on this machine. */
    static Optional<GitUrl> parse(String text) {
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            String login = orEmpty(url.group(2));
            int colon = login.indexOf(':');
            return Optional.of(new GitUrl(
                    url.group(1).toLowerCase(Locale.ROOT),
                    decoded(colon < 0 ? login : login.substring(0, colon)),
                    decoded(colon < 0 ? "" : login.substring(colon + 1)),
                    url.group(3).toLowerCase(Locale.ROOT),
                    orEmpty(url.group(4)).isEmpty() ? -1 : Integer.parseInt(url.group(4)),
                    orEmpty(url.group(5))));
        }
        Matcher scp = SCP.matcher(text);
        if (scp.matches()) {
            String host = scp.group(2).toLowerCase(Locale.ROOT);
            return Optional.of(new GitUrl("ssh", orEmpty(scp.group(1)), "", host, -1, scp.group(3)));
        }
        return Optional.empty();
    }

    /** An address for messages: without anything that may be a secret. */
    static String withoutCredentials(String text) {
        return parse(text).map(GitUrl::toString).orElse(text);
    }

    boolean isSsh() {
        return scheme.equals("ssh") || scheme.equals("git+ssh") || scheme.equals("ssh+git");
    }

    boolean isHttp() {
        return scheme.equals("http") || scheme.equals("https");
    }

    /** Whether this is a directory of this machine. */
    boolean isFile() {
        return scheme.equals("file");
    }

    /** The port that is connected to. */
    int effectivePort() {
        if (port >= 0) {
            return port;
        }
        if (isSsh()) {
            return 22;
        }
        return scheme.equals("http") ? 80 : 443;
    }

    /** {@code host}, or {@code host:port} where the port is not the scheme's own. */
    String authority() {
        return effectivePort() == new GitUrl(scheme, "", "", host, -1, "").effectivePort() ? host : host + ":" + port;
    }

    /**
     * Whether both name the same repository. Scheme, user, {@code .git}, a trailing slash and the case of the host do
     * not count. Ports count only between addresses of one kind: ssh and https have different ones by nature.
     */
    boolean sameRepository(GitUrl other) {
        return host.equals(other.host)
                && (isSsh() != other.isSsh() || authority().equals(other.authority()))
                && plainPath().equals(other.plainPath());
    }

    /** The address without credentials; an ssh user is none. */
    @Override
    public String toString() {
        String login = isSsh() && !user.isEmpty() ? user + "@" : "";
        String separator = path.isEmpty() || path.startsWith("/") || !isSsh() ? "" : "/";
        return scheme + "://" + login + host + (port < 0 ? "" : ":" + port) + separator + path;
    }

    /** A relative address, as {@code .gitmodules} has them: {@code ../} leaves out the last name of the path. */
    GitUrl resolve(String relative) {
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String rest = relative;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            if (rest.startsWith("../")) {
                base = base.substring(0, Math.max(0, base.lastIndexOf('/')));
            }
            rest = rest.substring(rest.indexOf('/') + 1);
        }
        return new GitUrl(scheme, user, password, host, port, base + "/" + rest);
    }

    private String plainPath() {
        String plain = path;
        while (plain.startsWith("/")) {
            plain = plain.substring(1);
        }
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain.endsWith(".git") ? plain.substring(0, plain.length() - ".git".length()) : plain;
    }

    /** A part of a login, which may be percent-encoded; a plus sign is itself there. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
