package dev.sluice.source;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** Git over ssh with one key and the host keys of a Secret: no agent, no {@code ~/.ssh}, no configuration file. */
final class SshAccess implements GitAccess {

    private final KnownHosts knownHosts;
    private final SshdSessionFactory sessions;
    private final FetchDeadline deadline;

    /** @param home an empty directory that stands for the user's home */
    SshAccess(KeyPair identity, KnownHosts knownHosts, Path home, FetchDeadline deadline) {
        this.knownHosts = knownHosts;
        this.deadline = deadline;
        this.sessions = new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(home.toFile())
                .setSshDirectory(home.resolve(".ssh").toFile())
                .setConfigStoreFactory((homeDirectory, configFile, localUser) -> null)
                .setDefaultIdentities(sshDirectory -> List.of())
                .setDefaultKeysProvider(sshDirectory -> List.of(identity))
                .setDefaultKnownHostsFiles(sshDirectory -> List.of())
                .setServerKeyDatabase((homeDirectory, sshDirectory) -> knownHosts)
                .setConnectorFactory(null)
                .build(null);
        deadline.guard(sessions);
    }

    @Override
    public void prepare(Transport transport) {
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(sessions);
        }
    }

    @Override
    public Optional<Refusal> refusal() {
        return knownHosts.objection().map(why -> new Refusal(why, false));
    }

    @Override
    public void close() {
        deadline.release(sessions);
        sessions.close();
    }
}
