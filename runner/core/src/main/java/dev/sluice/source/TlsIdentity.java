package dev.sluice.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a host's TLS connections need: its own authorities, beside those of the system (as go-git does it), and a client
 * certificate.
 */
final class TlsIdentity {

    private static final char[] NO_PASSWORD = {};

    private final byte[] authorities;
    private final byte[] certificate;
    private final byte[] key;
    private final AtomicBoolean wanted = new AtomicBoolean();

    /**
     * @param authorities certificates in PEM; empty where there are none
     * @param certificate the client's chain in PEM; empty where there is none
     * @param key the client's private key in PEM
     */
    TlsIdentity(byte[] authorities, byte[] certificate, byte[] key) {
        this.authorities = authorities;
        this.certificate = certificate;
        this.key = key;
    }

    /** The sockets of these connections. */
    SSLSocketFactory sockets() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(), trustManagers(), null);
        return context.getSocketFactory();
    }

    /**
     * Whether a server asked for a client certificate and got none. In TLS 1.3 it may then just end the connection, and
     * nothing else would tell why.
     */
    boolean certificateIsMissing() {
        return wanted.get();
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        if (certificate.length == 0) {
            return new KeyManager[] {new NoCertificate(wanted)};
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        store.setKeyEntry(
                "client",
                PrivateKeys.ofTls(key),
                NO_PASSWORD,
                certificates(certificate).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        system.init((KeyStore) null);
        if (authorities.length == 0) {
            return system.getTrustManagers();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        int number = 0;
        for (Certificate own : certificates(authorities)) {
            store.setCertificateEntry("own-" + number++, own);
        }
        for (TrustManager manager : system.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate known : x509.getAcceptedIssuers()) {
                    store.setCertificateEntry("system-" + number++, known);
                }
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Collection<? extends Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    }

    /** Has no certificate to show, and remembers that one was wanted. */
    private static final class NoCertificate extends X509ExtendedKeyManager {

        private final AtomicBoolean wanted;

        NoCertificate(AtomicBoolean wanted) {
            this.wanted = wanted;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            wanted.set(true);
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }
}
