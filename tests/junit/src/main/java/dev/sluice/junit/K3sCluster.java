package dev.sluice.junit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** K3s in a container; the only class that knows Testcontainers. */
final class K3sCluster implements TestCluster {

    private static final Pattern CERTIFICATE = Pattern.compile("certificate-authority-data: \"?([A-Za-z0-9+/=]+)");
    private static final String FILES = "/etc/sluice/";
    private static final String AUDIT_LOG = "/var/log/audit.log";
    private static final long PULL_MINUTES = 10;

    private final K3sContainer container;
    private final Credentials credentials;
    private final Path directory;
    private final String caCertificate;
    private final ApiClient client;
    private final AuditLog auditLog;
    private final AtomicInteger inputs = new AtomicInteger();

    private K3sCluster(K3sContainer container, Credentials credentials, Path directory) {
        this.container = container;
        this.credentials = credentials;
        this.directory = directory;
        this.caCertificate = certificate(container.getKubeConfigYaml());
        this.client = ApiClient.of(server(), caCertificate, token());
        this.auditLog = new AuditLog(this::auditLines, client);
    }

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Why Docker cannot have an image; empty when it has it. */
    static Optional<String> missing(String image) {
        DockerClient docker = DockerClientFactory.lazyClient();
        try {
            docker.inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException e) {
            return pull(docker, image);
        }
    }

    private static Optional<String> pull(DockerClient docker, String image) {
        try {
            boolean pulled = docker.pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
            return pulled ? Optional.empty() : Optional.of("not pulled in " + PULL_MINUTES + " minutes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (RuntimeException e) {
            // Docker's own words; whatever they are, another kind of cluster is next.
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static K3sCluster start(String image, boolean privileged) {
        Credentials credentials = Credentials.of(Map.of(NOBODY, List.of()), new SecureRandom());
        var container = new K3sContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s"));
        var command = new ArrayList<>(List.of(container.getCommandParts()));
        command.add("--kube-apiserver-arg=token-auth-file=" + FILES + "tokens.csv");
        command.add("--kube-apiserver-arg=audit-policy-file=" + FILES + "audit-policy.yaml");
        command.add("--kube-apiserver-arg=audit-log-path=" + AUDIT_LOG);
        container
                .withPrivilegedMode(privileged)
                .withCommand(command.toArray(String[]::new))
                .withCopyToContainer(Transferable.of(credentials.tokenFile()), FILES + "tokens.csv")
                .withCopyToContainer(Transferable.of(AuditLog.POLICY), FILES + "audit-policy.yaml")
                .withStartupTimeout(Duration.ofMinutes(3));
        Path directory = Directories.temporary();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Directories.delete(directory), "removal of kubeconfig files"));
        try {
            container.start();
            var cluster = new K3sCluster(container, credentials, directory);
            cluster.writeKubeconfigs();
            return cluster;
        } catch (RuntimeException e) {
            container.stop();
            Directories.delete(directory);
            throw new ClusterUnusable("k3s of " + image, e);
        }
    }

    private void writeKubeconfigs() {
        for (String user : credentials.users()) {
            kubeconfig(server(), user).write(directory);
            container.copyFileToContainer(
                    Transferable.of(kubeconfig(URI.create("https://127.0.0.1:6443"), user)
                            .text()),
                    inside(user));
        }
    }

    private Kubeconfig kubeconfig(URI server, String user) {
        return new Kubeconfig(server, caCertificate, user, credentials.tokenOf(user));
    }

    @Override
    public URI server() {
        return URI.create("https://" + container.getHost() + ":" + container.getMappedPort(6443));
    }

    @Override
    public String version() {
        return client.version();
    }

    @Override
    public String token() {
        return credentials.tokenOf(ADMIN);
    }

    @Override
    public String caCertificate() {
        return caCertificate;
    }

    @Override
    public Path kubeconfigFor(String user) {
        return kubeconfig(server(), user).file(directory);
    }

    /** The one in the container: it is of the cluster's version, but sees no file of this machine. */
    @Override
    public String kubectl(String user, List<String> arguments, String input) {
        String stdin = FILES + "stdin-" + inputs.incrementAndGet();
        container.copyFileToContainer(Transferable.of(input), stdin);
        var command = new ArrayList<>(List.of("sh", "-c", "exec kubectl \"$@\" < " + stdin, "kubectl"));
        command.add("--kubeconfig=" + inside(user));
        command.addAll(arguments);
        ExecResult result = execute(command);
        if (result.getExitCode() != 0) {
            throw new KubectlFailed(arguments, result.getExitCode(), result.getStderr());
        }
        return result.getStdout();
    }

    private String inside(String user) {
        return FILES + kubeconfigFor(user).getFileName();
    }

    private List<String> auditLines() {
        return execute(List.of("cat", AUDIT_LOG)).getStdout().lines().toList();
    }

    private ExecResult execute(List<String> command) {
        try {
            return container.execInContainer(StandardCharsets.UTF_8, command.toArray(String[]::new));
        } catch (IOException e) {
            throw new ClusterUnusable("command in the container of k3s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnusable("command in the container of k3s", e);
        }
    }

    @Override
    public TestNamespace createNamespace(String name) {
        client.createNamespace(name);
        return new TestNamespace(this, name);
    }

    @Override
    public void deleteNamespace(String name) {
        client.deleteNamespace(name);
    }

    @Override
    public List<AuditedRequest> auditLog() {
        return auditLog.read();
    }

    @Override
    public void close() {
        container.stop();
        Directories.delete(directory);
    }

    private static String certificate(String kubeconfig) {
        Matcher certificate = CERTIFICATE.matcher(kubeconfig);
        if (!certificate.find()) {
            throw new ClusterUnusable("kubeconfig of k3s: no certificate-authority-data");
        }
        return new String(Base64.getDecoder().decode(certificate.group(1)), StandardCharsets.US_ASCII);
    }
}
