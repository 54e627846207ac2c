package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.kubernetes.Tls.ClientCertificate;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a kubeconfig's context, and finds all that is wrong with it. */
final class EndpointReader {

    private final ConnectionOptions options;
    private final Clock clock;
    private final List<Problem> problems = new ArrayList<>();

    EndpointReader(ConnectionOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /**
     * @throws InvalidInput with every mistake of the context, its cluster and its user
     * @throws Rejected if the user's credentials come from a program, and that is not allowed
     */
    Endpoint read(Kubeconfig kubeconfig) {
        KubeconfigEntry context = kubeconfig.context(options.context());
        Optional<KubeconfigEntry> cluster = kubeconfig.cluster(context);
        if (cluster.isEmpty()) {
            problems.add(missing(context, "cluster"));
        }
        // As kubectl: a context that names no user is anonymous.
        Optional<KubeconfigEntry> user = kubeconfig.user(context);
        if (user.isEmpty() && context.has("user")) {
            problems.add(missing(context, "user"));
        }
        Optional<ClientCertificate> certificate = user.flatMap(this::certificate);
        Authorization authorization = user.map(this::authorization).orElse(Authorization.NONE);
        Impersonation impersonation = user.map(this::impersonation).orElse(Impersonation.NONE);
        Optional<Endpoint> endpoint = cluster.flatMap(found -> endpoint(
                context,
                found,
                new Tls(authorities(found), insecure(found), found.text("tls-server-name"), certificate),
                authorization,
                impersonation));
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return endpoint.orElseThrow();
    }

    private static Problem missing(KubeconfigEntry context, String kind) {
        String what = context.has(kind)
                ? "context " + context.name() + ": there is no " + kind + " " + context.text(kind)
                : "context " + context.name() + ": it names no " + kind;
        return context.problem(kind, what);
    }

    private Optional<Endpoint> endpoint(
            KubeconfigEntry context,
            KubeconfigEntry cluster,
            Tls tls,
            Authorization authorization,
            Impersonation impersonation) {
        Optional<URI> server = server(cluster, tls);
        return server.map(address -> new Endpoint(
                context.name(),
                cluster.at("server"),
                address,
                tls,
                proxy(cluster, address),
                authorization,
                impersonation));
    }

    private Optional<URI> server(KubeconfigEntry cluster, Tls tls) {
        String text = cluster.text("server");
        if (text.isEmpty()) {
            problems.add(cluster.problem("server", "cluster " + cluster.name() + ": it has no server"));
            return Optional.empty();
        }
        boolean secure = tls.insecure()
                || tls.authorities().isPresent()
                || tls.certificate().isPresent();
        String whole = text.contains("://") ? text : (secure ? "https://" : "http://") + text;
        try {
            var uri = new URI(whole.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // The same as an address of something else.
        }
        problems.add(cluster.problem("server", "cluster " + cluster.name() + ": its server is no address: " + text));
        return Optional.empty();
    }

    private Optional<Endpoint.Proxy> proxy(KubeconfigEntry cluster, URI server) {
        var environment = new ProxyEnvironment(options.environment());
        if (!cluster.has("proxy-url")) {
            return environment.proxyFor(server);
        }
        Optional<Endpoint.Proxy> proxy = ProxyEnvironment.parse(cluster.text("proxy-url"));
        if (proxy.isEmpty()) {
            problems.add(cluster.problem(
                    "proxy-url", "cluster " + cluster.name() + ": the proxy must be http:// or socks5://HOST:PORT"));
        }
        return proxy;
    }

    private boolean insecure(KubeconfigEntry cluster) {
        String field = "insecure-skip-tls-verify";
        boolean insecure = cluster.fields().path(field).asBoolean();
        if (insecure && (cluster.has("certificate-authority") || cluster.has("certificate-authority-data"))) {
            problems.add(cluster.problem(
                    field, "cluster " + cluster.name() + ": it trusts every certificate and names an authority"));
        }
        return insecure;
    }

    private Optional<Pem> authorities(KubeconfigEntry cluster) {
        return pem(cluster, "certificate-authority");
    }

    private Optional<ClientCertificate> certificate(KubeconfigEntry user) {
        Optional<Pem> chain = pem(user, "client-certificate");
        Optional<Pem> key = pem(user, "client-key");
        boolean chainIsNamed = user.has("client-certificate") || user.has("client-certificate-data");
        boolean keyIsNamed = user.has("client-key") || user.has("client-key-data");
        if (chainIsNamed != keyIsNamed) {
            String missing = chainIsNamed ? "client-key" : "client-certificate";
            problems.add(user.problem(missing, "user " + user.name() + ": " + missing + " is missing"));
        }
        return chain.isPresent() && key.isPresent()
                ? Optional.of(new ClientCertificate(chain.get(), key.get()))
                : Optional.empty();
    }

    /** The content of {@code FIELD-data}, else of the file that FIELD names. */
    private Optional<Pem> pem(KubeconfigEntry entry, String field) {
        String data = field + "-data";
        if (entry.has(data)) {
            try {
                byte[] bytes = Base64.getDecoder().decode(entry.text(data).replaceAll("\\s", ""));
                return Optional.of(new Pem(new String(bytes, StandardCharsets.US_ASCII), entry.at(data)));
            } catch (IllegalArgumentException e) {
                problems.add(entry.problem(data, data + " is no Base64"));
                return Optional.empty();
            }
        }
        if (!entry.has(field)) {
            return Optional.empty();
        }
        Optional<String> text = SmallFile.read(entry.path(field));
        if (text.isEmpty()) {
            problems.add(entry.problem(field, field + ": the file " + entry.path(field) + " cannot be read"));
        }
        return text.map(found -> new Pem(found, entry.path(field).toString()));
    }

    private Authorization authorization(KubeconfigEntry user) {
        if (user.has("auth-provider")) {
            String name = user.fields().path("auth-provider").path("name").asText();
            throw new Rejected(
                    user.at("auth-provider"),
                    "user " + user.name() + ": the auth-provider " + name + " is no longer part of Kubernetes",
                    "use a credential plugin (exec) or a token",
                    null);
        }
        if (user.has("exec")) {
            return new ExecCommand(user, options, problems::add).authorization(clock);
        }
        boolean token = user.has("token") || user.has("tokenFile");
        if (token && user.has("username")) {
            problems.add(user.problem("username", "user " + user.name() + ": it has a token and a user name"));
        }
        if (user.has("tokenFile")) {
            return tokenFile(user);
        }
        if (user.has("token")) {
            return Authorization.of("Bearer " + user.text("token").strip());
        }
        return user.has("username") ? basic(user) : Authorization.NONE;
    }

    private Authorization tokenFile(KubeconfigEntry user) {
        if (SmallFile.read(user.path("tokenFile")).isEmpty()) {
            problems.add(user.problem("tokenFile", "tokenFile: " + user.path("tokenFile") + " cannot be read"));
        }
        return new TokenFile(user.path("tokenFile"), user.at("tokenFile"), clock);
    }

    private static Authorization basic(KubeconfigEntry user) {
        byte[] pair = (user.text("username") + ":" + user.text("password")).getBytes(StandardCharsets.UTF_8);
        return Authorization.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private Impersonation impersonation(KubeconfigEntry user) {
        List<String> groups = user.texts("as-groups");
        Map<String, List<String>> extra = user.lists("as-user-extra");
        if (!user.has("as") && (user.has("as-uid") || !groups.isEmpty() || !extra.isEmpty())) {
            problems.add(user.problem("as", "user " + user.name() + ": it impersonates groups but no user"));
        }
        return new Impersonation(user.text("as"), user.text("as-uid"), groups, extra);
    }
}
