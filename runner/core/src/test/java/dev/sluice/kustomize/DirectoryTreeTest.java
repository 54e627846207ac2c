package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {

    @Test
    void followsALinkThatStaysInside(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "a");
        Files.createSymbolicLink(directory.resolve("b.yaml"), Path.of("a.yaml"));

        assertThat(new DirectoryTree(directory, "").read("b.yaml")).hasValue(new byte[] {'a'});
    }

    @Test
    void refusesALinkThatLeavesTheTree(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("secret"), "x");
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("../secret"));

        assertThatThrownBy(() -> new DirectoryTree(root, "apps").read("link"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("apps/link: the path leaves the source's root");
    }

    @Test
    void refusesALinkToALinkedDirectoryOutside(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/a.yaml"), "x");
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.createSymbolicLink(root.resolve("link"), directory.resolve("outside"));

        assertThatThrownBy(() -> new DirectoryTree(root, "").read("link/a.yaml"))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesAFileOfFiftyMegabytes(@TempDir Path directory) throws IOException {
        try (var file = new RandomAccessFile(directory.resolve("big.yaml").toFile(), "rw")) {
            file.setLength(50L * 1024 * 1024);
        }

        assertThatThrownBy(() -> new DirectoryTree(directory, "").read("big.yaml"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("big.yaml: the file is too large: 52 MB");
    }

    @Test
    void saysOfALinkToNothingWhatItIs(@TempDir Path directory) throws IOException {
        Files.createSymbolicLink(directory.resolve("link.yaml"), Path.of("nothing.yaml"));
        var tree = new DirectoryTree(directory, "");

        assertThat(tree.read("link.yaml")).isEmpty();
        assertThat(tree.absence("link.yaml")).isEqualTo("a symbolic link to nothing");
        assertThat(tree.absence("other.yaml")).isEqualTo("no such file or directory");
    }

    @Test
    void doesNotWaitForWhatIsNoRegularFile() {
        var tree = new DirectoryTree(Path.of("/dev"), "");

        assertThat(tree.read("null")).isEmpty();
        assertThat(tree.absence("null")).isEqualTo("not a regular file");
    }

    @Test
    void refusesAPathThatNoFileCanHave(@TempDir Path directory) {
        assertThatThrownBy(() -> new DirectoryTree(directory, "").isDirectory("a\0b"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("no path of a file");
    }
}
