package dev.sluice.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of the test's own, a server's and a client's certificate, made by the JDK's keytool. */
public final class TestCertificates {

    private static final String PASSWORD = "changeit";

    private final Path directory;

    public TestCertificates(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        authority("ca");
        authority("stranger");
        issue("server", "san=ip:127.0.0.1,dns:localhost");
        issue("client", "eku=clientAuth");
    }

    /** The authority's certificate in PEM. */
    public String authority() throws IOException {
        return Files.readString(directory.resolve("ca.pem"));
    }

    /** The certificate in PEM of an authority that signed nothing here. */
    public String stranger() throws IOException {
        return Files.readString(directory.resolve("stranger.pem"));
    }

    String clientCertificate() throws IOException {
        return Files.readString(directory.resolve("client.pem"));
    }

    /** The client's key in PEM (PKCS#8). */
    String clientKey() throws IOException, GeneralSecurityException {
        Key key = store("client").getKey("client", PASSWORD.toCharArray());
        byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(key.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + new String(body, StandardCharsets.US_ASCII)
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** What the server speaks TLS with; it trusts clients of the authority. */
    public SSLContext serverContext() throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("server"), PASSWORD.toCharArray());
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", store("ca").getCertificate("ca"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void authority(String name) throws IOException, InterruptedException {
        generate(name, "bc:c");
        keytool(name, "-exportcert", "-rfc", "-alias", name, "-file", name + ".pem");
    }

    private void issue(String name, String extension) throws IOException, InterruptedException {
        generate(name, extension);
        keytool(name, "-certreq", "-alias", name, "-file", name + ".csr");
        keytool(
                "ca",
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-infile",
                name + ".csr",
                "-outfile",
                name + ".pem",
                "-ext",
                extension);
        keytool(name, "-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem");
        keytool(name, "-importcert", "-noprompt", "-alias", name, "-file", name + ".pem");
    }

    private void generate(String name, String extension) throws IOException, InterruptedException {
        keytool(name, "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", extension);
    }

    private KeyStore store(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String store, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store + ".p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
        Path output = directory.resolve("keytool.log");
        int status = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("keytool: " + Files.readString(output));
        }
    }
}
