package dev.sluice.cluster.kubernetes;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import okhttp3.OkHttpClient;

/** Sets what fabric8 has no words for: time-outs of a read, and the name of a server's certificate. */
final class TransportFactory extends OkHttpClientFactory {

    private static final Duration READ = Duration.ofSeconds(60);
    private static final Duration PING = Duration.ofSeconds(20);

    private final Endpoint endpoint;

    TransportFactory(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.readTimeout(READ).writeTimeout(READ).pingInterval(PING);
        builder.socketFactory(new PromptSockets());
        builder.followRedirects(false).followSslRedirects(false);
        // A watch may be silent for long; that its connection is alive, the pings of HTTP/2 find out.
        builder.addInterceptor(chain -> "true".equals(chain.request().url().queryParameter("watch"))
                ? chain.withReadTimeout(0, TimeUnit.SECONDS).proceed(chain.request())
                : chain.proceed(chain.request()));
        if (!"https".equals(endpoint.server().getScheme())) {
            return;
        }
        TlsSockets sockets = TlsSockets.of(endpoint.tls());
        builder.sslSocketFactory(sockets.factory(), sockets.trust());
        if (endpoint.tls().insecure()) {
            builder.hostnameVerifier((host, session) -> true);
        } else if (!endpoint.tls().serverName().isEmpty()) {
            HostnameVerifier usual = new OkHttpClient().hostnameVerifier();
            builder.hostnameVerifier(
                    (host, session) -> usual.verify(endpoint.tls().serverName(), session));
        }
    }
}
