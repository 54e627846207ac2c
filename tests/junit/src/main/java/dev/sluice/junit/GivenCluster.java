package dev.sluice.junit;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A cluster that was there before the tests, and stays. Other users are those that its user may impersonate. */
final class GivenCluster implements TestCluster {

    private final Path kubeconfig;
    private final Kubectl kubectl;
    private final Path directory;

    private GivenCluster(Path kubeconfig, Kubectl kubectl, Path directory) {
        this.kubeconfig = kubeconfig;
        this.kubectl = kubectl;
        this.directory = directory;
    }

    static GivenCluster of(Path kubeconfig, ProgramCache programs) {
        Path directory = Directories.temporary();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Directories.delete(directory), "removal of kubeconfig files"));
        var kubectl = new Kubectl(kubectl(System.getenv().getOrDefault("PATH", ""), programs), directory);
        // A copy: nobody changes the file that was given, whatever a test does with it.
        String flat = kubectl.run(kubeconfig, List.of("config", "view", "--minify", "--flatten", "--raw"), "");
        Path copy = Directories.write(directory.resolve(ADMIN + ".kubeconfig"), flat);
        return new GivenCluster(copy, kubectl, directory);
    }

    /** That of the machine; where there is none, ours. */
    private static List<String> kubectl(String path, ProgramCache programs) {
        boolean installed = Stream.of(path.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "kubectl")));
        return installed
                ? List.of("kubectl")
                : List.of(programs.get(Program.CONTROL_PLANE).toString(), "kubectl");
    }

    @Override
    public URI server() {
        return URI.create(configured("{.clusters[0].cluster.server}"));
    }

    @Override
    public String version() {
        return JsonValues.of(kubectl("get", "--raw", "/version")).text("/gitVersion");
    }

    @Override
    public String token() {
        String token = configured("{.users[0].user.token}");
        if (token.isEmpty()) {
            throw new TestAbortedException("the user of " + Settings.KUBECONFIG + " has no token");
        }
        return token;
    }

    @Override
    public String caCertificate() {
        byte[] certificates =
                Base64.getDecoder().decode(configured("{.clusters[0].cluster.certificate-authority-data}"));
        return new String(certificates, StandardCharsets.US_ASCII);
    }

    @Override
    public Path kubeconfigFor(String user) {
        if (user.equals(ADMIN)) {
            return kubeconfig;
        }
        String rights = configured("{.users[0].user}");
        String impersonating = "{\"as\":\"" + user + "\"" + (rights.equals("{}") ? "" : ",") + rights.substring(1);
        String text = """
                {"apiVersion": "v1", "kind": "Config", "current-context": "test",
                 "clusters": [{"name": "test", "cluster": %s}],
                 "users": [{"name": "test", "user": %s}],
                 "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}]}
                """.formatted(configured("{.clusters[0].cluster}"), impersonating);
        return Directories.write(directory.resolve("as-" + user.replaceAll("[^A-Za-z0-9.-]", "_")), text);
    }

    private String configured(String path) {
        return kubectl("config", "view", "--minify", "--flatten", "--raw", "--output=jsonpath=" + path);
    }

    @Override
    public String kubectl(String user, List<String> arguments, String input) {
        return kubectl.run(kubeconfigFor(user), arguments, input);
    }

    @Override
    public TestNamespace createNamespace(String name) {
        kubectl("create", "namespace", name);
        return new TestNamespace(this, name);
    }

    @Override
    public void deleteNamespace(String name) {
        kubectl("delete", "namespace", name, "--ignore-not-found", "--wait=false");
    }

    @Override
    public List<AuditedRequest> auditLog() {
        throw new TestAbortedException("the audit log of " + Settings.KUBECONFIG + " cannot be read");
    }

    @Override
    public void close() {
        Directories.delete(directory);
    }
}
