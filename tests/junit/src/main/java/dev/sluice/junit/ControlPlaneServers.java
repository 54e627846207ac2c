package dev.sluice.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of a control plane, and their directory. */
final class ControlPlaneServers {

    /** Far more than it takes, for machines that have much else to do. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final Path program;
    private final ControlPlaneOptions options;
    private final int storePort;
    private final int peerPort;
    private final int port;
    private final List<ServerProcess> others = new ArrayList<>();
    private @Nullable ServerProcess apiServer;
    private boolean stopped;

    ControlPlaneServers(Path directory, Path program, ControlPlaneOptions options, Ports ports) {
        this.directory = directory;
        this.program = program;
        this.options = options;
        this.storePort = ports.free();
        this.peerPort = ports.free();
        this.port = ports.free();
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + port);
    }

    Path directory() {
        return directory;
    }

    Path tokenFile() {
        return directory.resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return directory.resolve("service-accounts.key");
    }

    Path auditPolicy() {
        return directory.resolve("audit-policy.yaml");
    }

    Path auditLog() {
        return directory.resolve("audit.log");
    }

    /** Which the API server makes for itself, with that of who signed it. */
    Path certificate() {
        return directory.resolve("apiserver.crt");
    }

    List<String> kubectl() {
        return List.of(program.toString(), "kubectl");
    }

    void startStore() {
        ServerProcess store = start(
                "etcd",
                command(
                        "etcd",
                        // A machine that loses power loses the test with it.
                        "--unsafe-no-fsync",
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=http://127.0.0.1:" + storePort,
                        "--advertise-client-urls=http://127.0.0.1:" + storePort,
                        "--listen-peer-urls=http://127.0.0.1:" + peerPort,
                        "--initial-advertise-peer-urls=http://127.0.0.1:" + peerPort,
                        "--initial-cluster=default=http://127.0.0.1:" + peerPort,
                        "--log-level=warn"));
        store.await(() -> listens(storePort), LIMIT);
    }

    /** Starts the API server and waits until it is ready. */
    synchronized void startApiServer(BooleanSupplier ready) {
        if (stopped) {
            throw new IllegalStateException("the cluster is closed");
        }
        List<String> command = command(
                "kube-apiserver",
                "--etcd-servers=http://127.0.0.1:" + storePort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + directory,
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + serviceAccountKey(),
                "--service-account-signing-key-file=" + serviceAccountKey(),
                "--service-cluster-ip-range=10.0.0.0/16",
                "--token-auth-file=" + tokenFile(),
                "--authorization-mode=RBAC",
                "--allow-privileged",
                "--endpoint-reconciler-type=none",
                "--kubelet-preferred-address-types=InternalIP",
                "--audit-policy-file=" + auditPolicy(),
                "--audit-log-path=" + auditLog());
        if (!options.serviceAccountAdmission()) {
            command.add("--disable-admission-plugins=ServiceAccount");
        }
        command.addAll(options.apiServerArguments());
        apiServer = ServerProcess.start("kube-apiserver", command, directory);
        apiServer.await(ready, LIMIT);
    }

    /** Kills the API server; what it stored stays. */
    synchronized void stopApiServer() {
        if (apiServer != null) {
            apiServer.kill();
            apiServer = null;
        }
    }

    /** Starts the controllers, which make what every cluster has. */
    ServerProcess startControllers(Path kubeconfig) {
        return start(
                "kube-controller-manager",
                command(
                        "kube-controller-manager",
                        "--kubeconfig=" + kubeconfig,
                        "--authentication-kubeconfig=" + kubeconfig,
                        "--authorization-kubeconfig=" + kubeconfig,
                        "--service-account-private-key-file=" + serviceAccountKey(),
                        "--root-ca-file=" + certificate(),
                        "--use-service-account-credentials",
                        "--leader-elect=false",
                        "--secure-port=0",
                        "--controllers=*,-node-ipam-controller,-cloud-node-lifecycle-controller",
                        // On a busy machine the node is late to say that it lives, and nothing would be scheduled.
                        "--node-monitor-grace-period=30m",
                        // Many tests share it: the defaults would make them wait for each other.
                        "--kube-api-qps=500",
                        "--kube-api-burst=1000"));
    }

    ServerProcess startScheduler(Path kubeconfig) {
        return start(
                "kube-scheduler",
                command(
                        "kube-scheduler",
                        "--kubeconfig=" + kubeconfig,
                        "--authentication-kubeconfig=" + kubeconfig,
                        "--authorization-kubeconfig=" + kubeconfig,
                        "--leader-elect=false",
                        "--secure-port=0"));
    }

    ServerProcess startNode(Path kwok, Path kubeconfig) {
        return start("kwok", List.of(kwok.toString(), "--kubeconfig=" + kubeconfig));
    }

    /** Kills all that runs and removes the directory. */
    synchronized void stop() {
        stopped = true;
        stopApiServer();
        others.forEach(ServerProcess::kill);
        others.clear();
        Directories.delete(directory);
    }

    synchronized List<Long> pids() {
        return Stream.concat(others.stream(), Stream.ofNullable(apiServer))
                .map(ServerProcess::pid)
                .toList();
    }

    private synchronized ServerProcess start(String name, List<String> command) {
        if (stopped) {
            throw new IllegalStateException("the cluster is closed");
        }
        ServerProcess process = ServerProcess.start(name, command, directory);
        others.add(process);
        return process;
    }

    private List<String> command(String name, String... arguments) {
        var command = new ArrayList<>(List.of(program.toString(), name));
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
