package dev.sluice.tests.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Builds of our own, beside those of the conformance area; {@code tests/tools/kustomize-case} writes their results. */
class KustomizeCasesTest {

    private static final String SUFFIX = ".txtar";

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> builds() throws IOException {
        return files().stream()
                .map(file -> dynamicTest(name(file), () -> {
                    BuildCase.parse(Files.readString(file)).check(Files.createDirectory(temporary.resolve(name(file))));
                }));
    }

    @Test
    void eachStatesItsRule() throws IOException {
        assertThat(files()).isNotEmpty();
        for (Path file : files()) {
            assertThat(BuildCase.parse(Files.readString(file)).rule())
                    .as(name(file))
                    .isNotEmpty();
        }
    }

    private static List<Path> files() throws IOException {
        URL folder = Objects.requireNonNull(KustomizeCasesTest.class.getResource("."));
        Path resources = resources(folder);
        try (Stream<Path> entries = Files.list(resources)) {
            return entries.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static Path resources(URL ofOne) {
        try {
            return Path.of(ofOne.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
