package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryTest {

    private Path root;

    @BeforeEach
    void anOverlayWhoseBaseIsWrong(@TempDir Path directory) throws IOException {
        root = directory.toRealPath();
        write("base/kustomization.yaml", "resources: [settings.yaml]\n");
        write("base/settings.yaml", "kind: ConfigMap\n");
        write("overlays/dev/kustomization.yaml", "resources: [../../base]\n");
    }

    @Test
    void filesAreCalledFromTheWorkingDirectoryOn() {
        assertThatThrownBy(() -> build(root, "overlays/dev")).hasMessageStartingWith("base/settings.yaml:1: ");
        assertThatThrownBy(() -> build(root.resolve("overlays/dev"), "."))
                .hasMessageStartingWith("../../base/settings.yaml:1: ");
        assertThatThrownBy(() -> build(root.resolve("overlays"), "../base"))
                .hasMessageStartingWith("../base/settings.yaml:1: ");
    }

    @Test
    void whatWasNamedAbsolutelyIsCalledSo() {
        assertThatThrownBy(() -> build(root, root + "/overlays/dev"))
                .hasMessageStartingWith(root + "/base/settings.yaml:1: ");
    }

    @Test
    void aRelativePathStartsWhereALinkLeadsTo() throws IOException {
        Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("elsewhere/link"), root.resolve("overlays/dev"));

        assertThatThrownBy(() -> build(root, "elsewhere/link")).hasMessageStartingWith("base/settings.yaml:1: ");
    }

    @Test
    void refusesWhatIsNoDirectory() {
        assertThatThrownBy(() -> build(root, "nowhere"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("nowhere: no such directory");
        assertThatThrownBy(() -> build(root, "base/settings.yaml"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("base/settings.yaml: a file, but a directory is expected");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static KustomizeBuild build(Path from, String directory) {
        return new Kustomize(KustomizeOptions.defaults()).build(LocalDirectory.of(from, Path.of(directory)));
    }
}
