package dev.sluice.junit;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cluster of this JVM's own: etcd, API server, controllers, scheduler, and a node whose pods only seem to run. */
public final class ControlPlane implements TestCluster {

    private static final int ATTEMPTS = 3;

    private final ControlPlaneServers servers;
    private final Credentials credentials;
    private final String caCertificate;
    private final Map<String, Path> kubeconfigs = new TreeMap<>();
    private final ApiClient client;
    private final AuditLog auditLog;
    private final Kubectl kubectl;
    private final String version;

    private ControlPlane(ControlPlaneServers servers, Credentials credentials) {
        this.servers = servers;
        this.credentials = credentials;
        this.caCertificate = Directories.read(servers.certificate());
        this.client = ApiClient.of(servers.url(), caCertificate, token());
        for (String user : credentials.users()) {
            var kubeconfig = new Kubeconfig(servers.url(), caCertificate, user, credentials.tokenOf(user));
            kubeconfigs.put(user, kubeconfig.write(servers.directory()));
        }
        this.kubectl = new Kubectl(servers.kubectl(), servers.directory());
        this.auditLog =
                new AuditLog(() -> Directories.read(servers.auditLog()).lines().toList(), client);
        this.version = client.version();
    }

    /** Starts one as the shared one is; whoever starts it closes it. */
    public static ControlPlane start() {
        return start(ControlPlaneOptions.standard());
    }

    /** Starts one; whoever starts it closes it. Where it cannot be built, the test is skipped, or fails under CI. */
    public static ControlPlane start(ControlPlaneOptions options) {
        Settings settings = Settings.ofThisJvm();
        ProgramCache programs = ProgramCache.of(settings);
        var kind = new ControlPlaneKind(programs, new GoToolchain());
        new ClusterChoice(List.of(kind), settings.isContinuousIntegration()).require();
        return start(options, programs);
    }

    static ControlPlane start(ControlPlaneOptions options, ProgramCache programs) {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(options, programs);
            } catch (ClusterUnusable e) {
                // Somebody else took a port between our look at it and the server's.
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("address already in use")) {
                    throw e;
                }
            }
        }
    }

    private static ControlPlane startOnce(ControlPlaneOptions options, ProgramCache programs) {
        var servers = new ControlPlaneServers(
                Directories.temporary(), programs.get(Program.CONTROL_PLANE), options, new Ports(new SecureRandom()));
        Runtime.getRuntime().addShutdownHook(new Thread(servers::stop, "stop of a test cluster"));
        try {
            Credentials credentials = Credentials.of(options.users(), new SecureRandom());
            Directories.write(servers.tokenFile(), credentials.tokenFile());
            Directories.write(servers.serviceAccountKey(), Credentials.serviceAccountKey());
            Directories.write(servers.auditPolicy(), AuditLog.POLICY);
            servers.startStore();
            servers.startApiServer(() -> isReady(servers, credentials));
            var controlPlane = new ControlPlane(servers, credentials);
            controlPlane.startComponents(options, programs);
            return controlPlane;
        } catch (RuntimeException e) {
            servers.stop();
            throw e;
        }
    }

    private void startComponents(ControlPlaneOptions options, ProgramCache programs) {
        ServerProcess controllers = servers.startControllers(kubeconfigFor(Credentials.CONTROLLERS));
        if (options.nodes()) {
            servers.startScheduler(kubeconfigFor(Credentials.SCHEDULER));
            ServerProcess node = servers.startNode(programs.get(Program.KWOK), kubeconfigFor(Credentials.NODE));
            node.await(this::nodeIsReady, ControlPlaneServers.LIMIT);
        }
        controllers.await(this::controllersWork, ControlPlaneServers.LIMIT);
    }

    private boolean nodeIsReady() {
        return client.find("/api/v1/nodes/node")
                .filter(node -> node.text("/status/phase").equals("Running") && !node.has("/spec/taints/0/key"))
                .isPresent();
    }

    /** Who looks at a cluster that ran for a minute finds these; tests should not have to wait for them. */
    private boolean controllersWork() {
        return client.answers("/api/v1/namespaces/default/serviceaccounts/default")
                && client.find("/apis/rbac.authorization.k8s.io/v1/clusterroles/view")
                        .filter(aggregated -> aggregated.has("/rules/0/verbs/0"))
                        .isPresent();
    }

    private static boolean isReady(ControlPlaneServers servers, Credentials credentials) {
        if (!Files.exists(servers.certificate())) {
            return false;
        }
        ApiClient client =
                ApiClient.of(servers.url(), Directories.read(servers.certificate()), credentials.tokenOf(ADMIN));
        return client.answers("/readyz") && client.answers("/api/v1/namespaces/default");
    }

    @Override
    public URI server() {
        return servers.url();
    }

    @Override
    public String version() {
        return version;
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
        Path kubeconfig = kubeconfigs.get(user);
        if (kubeconfig == null) {
            throw new IllegalArgumentException(
                    "no user " + user + " in this cluster; there are " + String.join(", ", kubeconfigs.keySet()));
        }
        return kubeconfig;
    }

    @Override
    public String kubectl(String user, List<String> arguments, String input) {
        return kubectl.run(kubeconfigFor(user), arguments, input);
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

    /** Kills the API server: connections break, new ones are refused, what was stored stays. */
    public void stopApiServer() {
        servers.stopApiServer();
    }

    /** Starts the API server again, where it was, and waits until it is ready. */
    public void startApiServer() {
        servers.startApiServer(() -> isReady(servers, credentials));
    }

    /** Kills all its processes and removes what they wrote. */
    @Override
    public void close() {
        servers.stop();
    }

    /** The processes that run for it. */
    List<Long> pids() {
        return servers.pids();
    }
}
