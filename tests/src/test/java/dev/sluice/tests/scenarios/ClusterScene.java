package dev.sluice.tests.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.EventLines;
import dev.sluice.event.RunListener;
import dev.sluice.junit.AuditedRequest;
import dev.sluice.junit.KubectlFailed;
import dev.sluice.junit.TestCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.source.GitHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Flux repository, the Git server of its sources and a cluster to apply to. Tests share the cluster: what scenarios call
 * the namespaces {@code flux-system} and {@code default} has names of the scene's own ({@code ${fleet}}, {@code ${apps}} in
 * files), and so has everything else that is not in a namespace ({@code ${id}} is in all of these names).
 */
final class ClusterScene implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WRITES = Pattern.compile("create|update|patch|delete|deletecollection");

    private final TestCluster cluster;
    private final Path directory;
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final GitFolder fleet;
    private final GitHttpServer server;
    private final Map<String, GitFolder> repositories = new HashMap<>();
    private final List<String> namespaces = new ArrayList<>();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    /** A scene with an empty checkout on the branch {@code master}; its namespace for apps is there, that of Flux is not. */
    ClusterScene(TestCluster cluster, Path directory) {
        this.cluster = cluster;
        this.directory = directory;
        this.fleet = new GitFolder(directory.resolve("fleet"), "master");
        try {
            this.server = GitHttpServer.http();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kubectl("create", "namespace", apps());
        namespaces.add(apps());
        namespaces.add(fleetNamespace());
    }

    String id() {
        return id;
    }

    /** The namespace of the Flux objects: a scenario's {@code flux-system}. */
    String fleetNamespace() {
        return "fleet-" + id;
    }

    /** The namespace of what is deployed: a scenario's {@code default}. */
    String apps() {
        return "apps-" + id;
    }

    GitFolder fleet() {
        return fleet;
    }

    Path directory() {
        return directory;
    }

    TestCluster cluster() {
        return cluster;
    }

    /** A namespace that the scene makes itself and that is to go with it. */
    ClusterScene forgetting(String namespace) {
        namespaces.add(filled(namespace));
        return this;
    }

    /** Writes and commits files of the fleet: a text in which each begins with a line {@code -- path --}. */
    ClusterScene files(String text) {
        return files(text, "Change the fleet");
    }

    ClusterScene files(String text, String message) {
        fleet.commit(filled(text), message);
        return this;
    }

    /** A repository of an application, served at {@code ${git}/NAME.git}; made by the first call. */
    GitFolder repository(String name, String branch) {
        return repositories.computeIfAbsent(name, key -> {
            var repository = new GitFolder(directory.resolve("repositories").resolve(name), branch);
            try {
                server.serve("/" + name + ".git", repository.gitDirectory(), login -> true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return repository;
        });
    }

    GitHttpServer server() {
        return server;
    }

    /** A text with the scene's own names. */
    String filled(String text) {
        return text.replace("${fleet}", fleetNamespace())
                .replace("${apps}", apps())
                .replace("${id}", id)
                .replace("${git}", server.url(""));
    }

    RunResult reconcile() {
        return run(Command.RECONCILE, request -> request);
    }

    RunResult reconcile(UnaryOperator<RunRequest.Builder> more) {
        return run(Command.RECONCILE, more);
    }

    /** A run of {@code clusters/cluster01} with what the test adds. */
    RunResult run(Command command, UnaryOperator<RunRequest.Builder> more) {
        return run(more.apply(request(command)).build());
    }

    /** A run in this JVM; {@link #events} holds what it told. */
    RunResult run(RunRequest request) {
        events.clear();
        var lines = new EventLines(Clock.systemUTC());
        RunListener listener = event -> events.addAll(lines.json(event));
        try (var runner = new CamelPipelineRunner()) {
            return runner.run(request, listener);
        }
    }

    /** What every run of the scene says; without retries, so that a failure is seen at once. */
    RunRequest.Builder request(Command command) {
        return RunRequest.builder(command, fleet.directory())
                .entries(List.of("clusters/cluster01"))
                .namespace(fleetNamespace())
                .kubeconfig(cluster.kubeconfig())
                .cache(directory.resolve("cache"))
                .retries(0)
                .timeout(Duration.ofMinutes(3));
    }

    /** The last run's events of a reason: {@code Kind/namespace/name severity message}, then what the metadata says. */
    List<String> events(String reason) {
        var found = new ArrayList<String>();
        for (String line : List.copyOf(events)) {
            JsonNode event = json(line);
            if (event.path("reason").asText().equals(reason)) {
                found.add(text(event));
            }
        }
        return found;
    }

    /** All events of the last run in their order, with their reasons. */
    List<String> events() {
        return List.copyOf(events).stream()
                .map(ClusterScene::json)
                .map(event -> event.path("reason").asText() + " " + text(event))
                .toList();
    }

    private static String text(JsonNode event) {
        JsonNode object = event.path("involvedObject");
        var text = new StringBuilder(object.path("kind").asText());
        text.append('/').append(object.path("namespace").asText());
        text.append('/').append(object.path("name").asText());
        text.append(' ').append(event.path("severity").asText());
        text.append(' ').append(event.path("message").asText());
        event.path("metadata").forEach(value -> text.append(' ').append(value.asText()));
        return text.toString();
    }

    String kubectl(String... arguments) {
        return cluster.kubectl(Stream.of(arguments).map(this::filled).toArray(String[]::new));
    }

    String kubectl(List<String> arguments, String input) {
        return cluster.kubectl(
                TestCluster.ADMIN, arguments.stream().map(this::filled).toList(), filled(input));
    }

    /** An object of the cluster: {@code deployment/podinfo}; missing where it is not there. */
    JsonNode object(String namespace, String name) {
        try {
            return json(kubectl("--namespace", namespace, "get", name, "--output=json", "--show-managed-fields"));
        } catch (KubectlFailed e) {
            if (String.valueOf(e.getMessage()).contains("NotFound")) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }

    /** A field of an object of the apps' namespace, as a JSON pointer says. */
    String field(String name, String pointer) {
        return object(apps(), name).at(pointer).asText();
    }

    /** The ConfigMaps of the apps' namespace, sorted, without the one that every namespace has. */
    List<String> configMaps() {
        return names(apps(), "configmaps").stream()
                .filter(name -> !name.equals("kube-root-ca.crt"))
                .toList();
    }

    /** The Leases of the fleet: one while a run is on. */
    List<String> leases() {
        return names(fleetNamespace(), "leases");
    }

    private List<String> names(String namespace, String resource) {
        return kubectl("--namespace", namespace, "get", resource, "--output=name")
                .lines()
                .map(line -> line.substring(line.indexOf('/') + 1))
                .sorted()
                .toList();
    }

    /** The inventory ids of a unit, sorted, however they are kept. */
    List<String> inventory(String unit) {
        String held = object(fleetNamespace(), "configmap/sluice-kustomization-" + unit)
                .path("data")
                .toString();
        return Pattern.compile("[a-z0-9.-]*_[a-zA-Z0-9.:-]+_[a-z0-9.]*_[A-Z][A-Za-z]+(?=: )")
                .matcher(held.replace("\\n", "\n"))
                .results()
                .map(found -> found.group())
                .sorted()
                .toList();
    }

    /** How many requests the API server has answered; where {@link #writesSince} begins. */
    int now() {
        return cluster.auditLog().size();
    }

    /** What runs have written to the scene's objects since then: verb and address, without their own state. */
    List<String> writesSince(int moment) {
        List<AuditedRequest> requests = cluster.auditLog();
        return requests.subList(moment, requests.size()).stream()
                .filter(request -> request.userAgent().startsWith("sluice"))
                .filter(request -> WRITES.matcher(request.verb()).matches())
                .filter(request -> request.uri().contains(id))
                .filter(request -> !request.uri().contains("dryRun"))
                .filter(request -> !request.uri().contains("/leases"))
                .map(request -> request.verb() + " " + request.uri())
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        namespaces.forEach(cluster::deleteNamespace);
    }
}
