package dev.sluice.cluster.kubernetes;

import dev.sluice.failure.InvalidInput;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies that the environment names, with Go's rules (golang.org/x/net/http/httpproxy). */
final class ProxyEnvironment {

    private final Map<String, String> environment;

    ProxyEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The proxy for a server; empty where it is reached directly. */
    Optional<Endpoint.Proxy> proxyFor(URI server) {
        String name = "http".equals(server.getScheme()) ? "HTTP_PROXY" : "HTTPS_PROXY";
        String value = variable(name);
        if (value.isEmpty() || isExempt(server)) {
            return Optional.empty();
        }
        Optional<Endpoint.Proxy> proxy = parse(value.contains("://") ? value : "http://" + value);
        if (proxy.isEmpty()) {
            throw new InvalidInput(name, "the proxy must be http:// or socks5://HOST:PORT");
        }
        return proxy;
    }

    /** The proxy of an address; empty where it is none. */
    static Optional<Endpoint.Proxy> parse(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        boolean socks = scheme.startsWith("socks5");
        if (uri.getHost() == null || (!socks && !scheme.equals("http"))) {
            return Optional.empty();
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
        Optional<String> authorization =
                Optional.ofNullable(uri.getRawUserInfo()).map(ProxyEnvironment::basic);
        return Optional.of(new Endpoint.Proxy(uri.getHost(), port, socks, authorization));
    }

    private static String basic(String userInfo) {
        String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isExempt(URI server) {
        String host = server.getHost().toLowerCase(Locale.ROOT);
        var range = new AddressRange(host);
        if (host.equals("localhost") || range.isLoopback()) {
            return true;
        }
        int port = server.getPort() >= 0 ? server.getPort() : "http".equals(server.getScheme()) ? 80 : 443;
        for (String entry : variable("NO_PROXY").split(",", -1)) {
            String rule = entry.strip().toLowerCase(Locale.ROOT);
            if (rule.equals("*") || (!rule.isEmpty() && (matches(rule, host, port) || range.isIn(rule)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String rule, String host, int port) {
        int colon = rule.lastIndexOf(':');
        String name = rule;
        if (colon >= 0 && colon == rule.indexOf(':')) {
            if (!rule.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            name = rule.substring(0, colon);
        }
        String suffix = name.startsWith("*.") ? name.substring(1) : name;
        return suffix.startsWith(".") ? host.endsWith(suffix) : host.equals(suffix) || host.endsWith("." + suffix);
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value;
    }
}
