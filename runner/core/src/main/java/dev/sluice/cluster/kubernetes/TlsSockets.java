package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.kubernetes.Tls.ClientCertificate;
import dev.sluice.failure.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes the sockets for an API server's certificate and its caller's own. */
final class TlsSockets {

    private static final char[] NO_PASSWORD = {};

    private final X509TrustManager trust;
    private final SSLSocketFactory factory;

    private TlsSockets(X509TrustManager trust, SSLSocketFactory factory) {
        this.trust = trust;
        this.factory = factory;
    }

    /** @throws InvalidInput if a certificate or a key cannot be read */
    static TlsSockets of(Tls tls) {
        try {
            X509TrustManager trust = tls.insecure() ? new AnyCertificate() : trust(tls.authorities());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls.certificate()), new TrustManager[] {trust}, null);
            return new TlsSockets(trust, new TlsLayer(context.getSocketFactory(), tls.serverName()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    X509TrustManager trust() {
        return trust;
    }

    SSLSocketFactory factory() {
        return factory;
    }

    /** As client-go: authorities that are named stand in the place of the system's. */
    private static X509TrustManager trust(Optional<Pem> authorities) throws GeneralSecurityException, IOException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities.isPresent() ? store(authorities.get()) : null);
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509");
    }

    private static KeyStore store(Pem authorities) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(authorities)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return store;
    }

    private static KeyManager[] keys(Optional<ClientCertificate> certificate)
            throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return new KeyManager[0];
        }
        Pem key = certificate.get().key();
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(certificate.get().chain()).toArray(Certificate[]::new);
        try {
            store.setKeyEntry("client", PrivateKeyReader.read(key.text()), NO_PASSWORD, chain);
        } catch (GeneralSecurityException e) {
            throw new InvalidInput(key.place(), "the client's key cannot be read: " + e.getMessage());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_PASSWORD);
        return managers.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Pem pem) throws CertificateException {
        Collection<? extends Certificate> certificates;
        try {
            // Tools write a description above each certificate, which Java does not read.
            String text = pem.text().substring(Math.max(0, pem.text().indexOf("-----BEGIN CERTIFICATE")));
            certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException e) {
            throw new InvalidInput(pem.place(), "the certificate cannot be read: it is no X.509 in PEM");
        }
        if (certificates.isEmpty()) {
            throw new InvalidInput(pem.place(), "there is no certificate");
        }
        return certificates;
    }
}
