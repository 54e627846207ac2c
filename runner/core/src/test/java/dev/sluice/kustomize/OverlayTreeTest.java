package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTreeTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itsOwnFilesComeFirst(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "below");
        Files.writeString(directory.resolve("b.yaml"), "below");
        var tree = new OverlayTree(
                new DirectoryTree(directory, ""),
                Map.of("a.yaml", bytes("own"), "apps/dev/c.yaml", bytes("own")),
                "unit.yaml:1");

        assertThat(tree.read("a.yaml")).hasValue(bytes("own"));
        assertThat(tree.read("b.yaml")).hasValue(bytes("below"));
        assertThat(tree.list("")).containsExactly("a.yaml", "apps", "b.yaml");
        assertThat(tree.isDirectory("apps/dev")).isTrue();
        assertThat(tree.isDirectory("apps/prod")).isFalse();
    }
}
