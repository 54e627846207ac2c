package dev.sluice.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.flux.FluxObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationPlannerTest {

    private static final String OLD = """
            apiVersion: source.toolkit.fluxcd.io/v1beta2
            kind: Bucket # of all
            metadata: {name: a, namespace: a}
            spec: {bucketName: a, endpoint: a.example, interval: 5m}
            """;
    private static final String NEW = OLD.replace("v1beta2", "v1");
    private static final List<String> EXTENSIONS = List.of(".yaml");

    private final Path directory;
    private final MigrationPlanner planner;

    MigrationPlannerTest(@TempDir Path directory) {
        var flux = new FluxObjects();
        this.directory = directory;
        this.planner = new MigrationPlanner(directory, new Migration(flux, new TargetVersions(flux, "2.9")));
    }

    @Test
    void takesTheManifestsOfARepository() throws IOException {
        write(".gitignore", "build/\n*.local.yaml\n!keep.local.yaml\n");
        Files.createDirectory(directory.resolve(".git"));
        write(".git/a.yaml", OLD);
        write("build/a.yaml", OLD);
        write("b.local.yaml", OLD);
        write("keep.local.yaml", OLD);
        write("apps/a.yaml", OLD);
        write("apps/.gitignore", "secret.yaml\n");
        write("apps/secret.yaml", OLD);
        write("apps/Kustomization", OLD);
        write("apps/notes.txt", OLD);
        write("new.yaml", NEW);

        assertThat(names(planner.plan(List.of(Path.of("")), EXTENSIONS)))
                .containsExactly("apps/Kustomization", "apps/a.yaml", "keep.local.yaml");
        assertThat(names(planner.plan(List.of(Path.of("apps"), Path.of("apps/a.yaml")), EXTENSIONS)))
                .containsExactly("apps/Kustomization", "apps/a.yaml");
    }

    @Test
    void followsNoLinks() throws IOException {
        Path elsewhere = write("elsewhere/a.yaml", OLD);
        Files.createDirectory(directory.resolve("repository"));
        Files.createSymbolicLink(directory.resolve("repository/link.yaml"), elsewhere);
        Files.createSymbolicLink(directory.resolve("repository/all"), directory.resolve("elsewhere"));

        assertThat(planner.plan(List.of(Path.of("repository")), EXTENSIONS).isEmpty())
                .isTrue();
    }

    @Test
    void replacesFilesAndKeepsTheirModes() throws IOException {
        Path file = write("a.yaml", OLD);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        assumeTrue(posix, "the file system has no modes");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

        new MigrationWriter().write(planner.plan(List.of(Path.of("")), EXTENSIONS));

        assertThat(file).hasContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x--x");
        assertThat(directory.toFile().list()).containsExactly("a.yaml");
    }

    @Test
    void changesNothingWhereSomebodyWroteMeanwhile() throws IOException {
        Path first = write("a.yaml", OLD);
        Path second = write("b.yaml", OLD);
        MigrationPlan plan = planner.plan(List.of(Path.of("")), EXTENSIONS);
        Files.writeString(second, OLD + "# more\n");

        assertThatThrownBy(() -> new MigrationWriter().write(plan))
                .isInstanceOf(Rejected.class)
                .hasMessage("b.yaml: cannot be written: it has changed since it was read");

        assertThat(first).hasContent(OLD);
        assertThat(second).hasContent(OLD + "# more\n");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a.yaml", "b.yaml");
    }

    @Test
    void showsTheDifference() throws IOException {
        write("apps/a.yaml", OLD.strip());

        MigrationPlan plan = planner.plan(List.of(Path.of("apps")), EXTENSIONS);

        assertThat(plan.diff()).isEqualTo("""
                --- a/apps/a.yaml
                +++ b/apps/a.yaml
                @@ -1,4 +1,4 @@
                -apiVersion: source.toolkit.fluxcd.io/v1beta2
                +apiVersion: source.toolkit.fluxcd.io/v1
                 kind: Bucket # of all
                 metadata: {name: a, namespace: a}
                 spec: {bucketName: a, endpoint: a.example, interval: 5m}
                \\ No newline at end of file
                """);
        assertThat(plan.summary()).isEqualTo("""
                apps/a.yaml:1: Bucket/a v1beta2 becomes v1
                1 change in 1 file
                """);
    }

    @Test
    void refusesAllWhereAFileCannotBeRead() throws IOException {
        write("a.yaml", OLD);
        write("b.yaml", OLD + "}\n");
        Files.write(directory.resolve("c.yaml"), ("# \u00e4\n" + OLD).getBytes(StandardCharsets.ISO_8859_1));
        Files.write(directory.resolve("d.yaml"), "\u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> planner.plan(List.of(Path.of("")), EXTENSIONS))
                .isInstanceOfSatisfying(InvalidInput.class, failure -> assertThat(failure.problems())
                        .extracting(Problem::toString)
                        .containsExactly(
                                "b.yaml:1: source.toolkit.fluxcd.io/v1beta2 in a file that is no YAML",
                                "c.yaml: is not UTF-8"));
    }

    @Test
    void refusesAPathThatIsNotThere() {
        assertThatThrownBy(() -> planner.plan(List.of(Path.of("absent")), EXTENSIONS))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("absent: there is no such file or directory");
    }

    private static List<String> names(MigrationPlan plan) {
        return plan.files().stream().map(MigratedFile::name).toList();
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
