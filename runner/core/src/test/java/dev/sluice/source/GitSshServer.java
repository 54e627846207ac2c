package dev.sluice.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** A Git server on a loopback port that speaks ssh and lets one key in. */
public final class GitSshServer implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
    private final KeyPair hostKey;

    /** @param allowed who may log in, as {@code git} */
    public GitSshServer(KeyPair hostKey, PublicKey allowed) throws IOException {
        this.hostKey = hostKey;
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("git") && KeyUtils.compareKeys(key, allowed));
        server.setCommandFactory((channel, command) -> new Serve(command));
        server.start();
    }

    public static KeyPair keyPair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    /** A private key as {@code ssh-keygen} writes it. */
    public static String openSsh(KeyPair key, @Nullable String passphrase)
            throws IOException, GeneralSecurityException {
        OpenSSHKeyEncryptionContext encryption = null;
        if (passphrase != null) {
            encryption = new OpenSSHKeyEncryptionContext();
            encryption.setPassword(passphrase);
            encryption.setCipherType("256");
        }
        var out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", encryption, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    public GitSshServer serve(String path, ServedRepository repository) {
        repositories.put(path, repository.repository());
        return this;
    }

    public String url(String path) {
        return "ssh://127.0.0.1:" + server.getPort() + path;
    }

    /** The line of a {@code known_hosts} that names this server with a key. */
    public String knownHosts(PublicKey key) {
        return "# the test's server\n[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key) + "\n";
    }

    public String knownHosts() {
        return knownHosts(hostKey.getPublic());
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** {@code git-upload-pack '/path'}. */
    private final class Serve implements Command {

        private final String command;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream error = OutputStream.nullOutputStream();
        private ExitCallback exit = (value, message, closeImmediately) -> {};

        Serve(String command) {
            this.command = command;
        }

        @Override
        public void setInputStream(InputStream in) {
            this.in = in;
        }

        @Override
        public void setOutputStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void setErrorStream(OutputStream error) {
            this.error = error;
        }

        @Override
        public void setExitCallback(ExitCallback exit) {
            this.exit = exit;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            List<String> protocol = List.of(environment.getEnv().getOrDefault("GIT_PROTOCOL", ""));
            workers.execute(() -> run(protocol));
        }

        @Override
        public void destroy(ChannelSession channel) {
            // The streams end with the channel.
        }

        private void run(List<String> protocol) {
            String path = command.substring(command.indexOf('\'') + 1, command.lastIndexOf('\''));
            Repository repository = repositories.get(path);
            try {
                if (repository == null) {
                    error.write(("fatal: '" + path + "' does not appear to be a git repository\n")
                            .getBytes(StandardCharsets.UTF_8));
                    error.flush();
                    exit.onExit(128);
                    return;
                }
                var pack = new UploadPack(repository);
                pack.setExtraParameters(protocol);
                pack.upload(in, out, error);
                exit.onExit(0);
            } catch (IOException e) {
                exit.onExit(1);
            }
        }
    }
}
