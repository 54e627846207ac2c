package dev.sluice.apply;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.change.PlanOptions;
import dev.sluice.change.Planner;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.DirectoryCluster;
import dev.sluice.cluster.RunLock;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over a directory on the disk. */
class DirectoryRunTest {

    private static final String WEB = "shop/ConfigMap_web.yaml";

    private final Path directory;

    DirectoryRunTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private DirectoryCluster cluster() {
        return new DirectoryCluster(directory, false, Map.of());
    }

    private Applied reconcile(TestRepository repository) {
        return reconcile(cluster(), repository);
    }

    private static Applied reconcile(DirectoryCluster cluster, TestRepository repository) {
        RunLock lock = cluster.state().lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never());
        try {
            return TestRun.reconcile(cluster, repository);
        } finally {
            lock.close();
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String state = Files.getLastModifiedTime(file) + " " + Files.readString(file);
                files.put(directory.relativize(file).toString(), state);
            }
        }
        return files;
    }

    @Test
    void writesOneReadableFileAnObject() throws IOException {
        reconcile(new TestRepository().unit("apps", configMap("web", "1")));

        assertThat(text(WEB)).isEqualTo("""
                        apiVersion: v1
                        data:
                          value: 1
                        kind: ConfigMap
                        metadata:
                          labels:
                            kustomize.toolkit.fluxcd.io/name: apps
                            kustomize.toolkit.fluxcd.io/namespace: flux-system
                          name: web
                          namespace: shop
                        """);
        assertThat(files().keySet())
                .containsExactly(
                        ".sluice/.gitignore",
                        ".sluice/digest-key",
                        ".sluice/inventory/Kustomization_flux-system_flux-system/Kustomization_flux-system_apps.yaml",
                        ".sluice/inventory/Kustomization_flux-system_flux-system/"
                                + "Kustomization_flux-system_flux-system.yaml",
                        ".sluice/lock",
                        WEB);
    }

    @Test
    void leavesEveryByteAndTimeWhereNothingChanged() throws IOException {
        var repository = new TestRepository().unit("apps", configMap("web", "1"), secret("hunter2"));
        reconcile(repository);
        Map<String, String> before = files();

        Applied second = reconcile(repository);

        assertThat(second.done()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void repairsAFileThatAHandChangedBrokeOrDeleted() throws IOException {
        var repository =
                new TestRepository().unit("apps", configMap("web", "1"), configMap("api", "1"), configMap("db", "1"));
        reconcile(repository);
        Map<String, String> before = contents();
        Files.writeString(directory.resolve(WEB), text(WEB).replace("value: 1", "value: 2"));
        Files.writeString(directory.resolve("shop/ConfigMap_api.yaml"), "{ broken");
        Files.delete(directory.resolve("shop/ConfigMap_db.yaml"));

        Applied applied = reconcile(repository);

        assertThat(TestRun.lines(applied))
                .containsExactly(
                        "ConfigMap/shop/api configured", "ConfigMap/shop/db created", "ConfigMap/shop/web configured");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void removesTheFileAndItsEmptyDirectoryWhenPruned() {
        reconcile(new TestRepository().unit("apps", configMap("web", "1")).unit("x", namespace("x")));

        reconcile(new TestRepository().unit("x", namespace("x")));

        assertThat(directory.resolve("shop")).doesNotExist();
        assertThat(directory.resolve("_cluster/Namespace_x.yaml")).exists();
    }

    @Test
    void neverTouchesAFileThatNoRunWrote() throws IOException {
        Files.createDirectories(directory.resolve("shop"));
        Files.writeString(directory.resolve("shop/notes.yaml"), "mine");
        Files.writeString(directory.resolve("README.md"), "mine");
        reconcile(new TestRepository().unit("apps", configMap("web", "1")).unit("x", namespace("x")));

        reconcile(new TestRepository().unit("x", namespace("x")));

        assertThat(text("shop/notes.yaml")).isEqualTo("mine");
        assertThat(text("README.md")).isEqualTo("mine");
    }

    @Test
    void refusesToOverwriteAFileThatNoRunWrote() throws IOException {
        Files.createDirectories(directory.resolve("shop"));
        Files.writeString(directory.resolve(WEB), "kind: ConfigMap\nmine: true\n");

        Applied applied = reconcile(new TestRepository().unit("apps", configMap("web", "1")));

        assertThat(applied.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("was not written by a run"));
        assertThat(text(WEB)).contains("mine");
    }

    @Test
    void takesUpItsFilesWhereTheStateWasLost() throws IOException {
        var repository = new TestRepository().unit("apps", configMap("web", "1"));
        reconcile(repository);
        try (Stream<Path> state = Files.walk(directory.resolve(".sluice/inventory"))) {
            for (Path file : state.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }

        assertThat(reconcile(repository).done()).isEmpty();
        assertThat(cluster().state().inventories(TestRepository.ROOT)).hasSize(2);
    }

    @Test
    void writesNoSecretValueUnlessAsked() throws IOException {
        reconcile(new TestRepository().unit("apps", secret("hunter2")));

        for (String content : files().values()) {
            assertThat(content).doesNotContain("hunter2", "aHVudGVyMg==");
        }
        assertThat(text("shop/Secret_s.yaml")).containsPattern("password: hmac-sha256:[0-9a-f]{64}\n");
    }

    @Test
    void writesSecretValuesWhereAskedAndTakesThemBack() throws IOException {
        var repository = new TestRepository().unit("apps", secret("hunter2"));
        reconcile(repository);
        String masked = text("shop/Secret_s.yaml");

        Applied open = reconcile(new DirectoryCluster(directory, true, Map.of()), repository);
        String plain = text("shop/Secret_s.yaml");
        reconcile(repository);

        assertThat(plain).contains("aHVudGVyMg==");
        assertThat(open.done().toString()).doesNotContain("hunter2", "aHVudGVyMg==");
        assertThat(text("shop/Secret_s.yaml")).isEqualTo(masked);
    }

    @Test
    void writesTheSameDigestsOnEveryMachineThatHasTheKey(@TempDir Path other) throws IOException {
        var repository = new TestRepository().unit("apps", secret("hunter2"));
        var key = Map.of(DirectoryCluster.KEY_VARIABLE, "0123456789abcdef");

        reconcile(new DirectoryCluster(directory, false, key), repository);
        reconcile(new DirectoryCluster(other, false, key), repository);

        assertThat(other.resolve("shop/Secret_s.yaml"))
                .hasSameTextualContentAs(directory.resolve("shop/Secret_s.yaml"));
        assertThat(other.resolve(".sluice/digest-key")).doesNotExist();
    }

    @Test
    void deletesEverythingOfARootAndLeavesTheRest() throws IOException {
        reconcile(new TestRepository().unit("apps", configMap("web", "1")));
        Files.writeString(directory.resolve("README.md"), "mine");

        new TestRun(cluster()).delete();

        assertThat(files().keySet())
                .containsExactly(".sluice/.gitignore", ".sluice/digest-key", ".sluice/lock", "README.md");
    }

    @Test
    void plansWithoutWritingAnything() throws IOException {
        var changes = new Planner(cluster(), Runnable::run, new PlanOptions(false, Set.of()))
                .plan(new TestRepository().unit("apps", secret("hunter2")).rendered());

        assertThat(changes.changes()).hasSize(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesEveryObjectWithANameThatLeadsOutOfTheDirectory() {
        var escape = manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: ../../x, namespace: shop}}");
        var other = manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: ..}}");

        Applied applied = reconcile(new TestRepository().unit("apps", escape, other));

        assertThat(applied.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("the name is not valid: \"../../x\"")
                .hasMessageContaining("the namespace is not valid: \"..\""));
    }

    @Test
    void writesThroughNoLinkThatLeadsOut(@TempDir Path outside) throws IOException {
        Files.createSymbolicLink(directory.resolve("shop"), outside);

        Applied applied = reconcile(new TestRepository().unit("apps", configMap("web", "1")));

        assertThat(applied.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("leads out of"));
        assertThat(outside).isEmptyDirectory();
    }

    private Map<String, String> contents() throws IOException {
        var contents = new TreeMap<String, String>();
        for (String file : List.of(WEB, "shop/ConfigMap_api.yaml", "shop/ConfigMap_db.yaml")) {
            contents.put(file, text(file));
        }
        return contents;
    }

    private static Manifest namespace(String name) {
        return manifest("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name));
    }

    private static Manifest secret(String value) {
        String encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return manifest("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: shop}
                data: {password: %s}
                """.formatted(encoded));
    }
}
