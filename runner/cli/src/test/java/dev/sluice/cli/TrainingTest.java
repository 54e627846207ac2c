package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

    private static final Path NAMES = Path.of("src/main/distribution/share/training/classes");

    @TempDir
    Path directory;

    /** The JVM's own classes come and go with its version. */
    @Test
    void listsNoClassOfOursThatIsGone() throws IOException {
        assertThat(Training.load(NAMES))
                .as("names to take out of %s", NAMES)
                .noneMatch(name -> name.startsWith("dev.sluice."));
    }

    @Test
    void passesOverWhatIsNotThere() throws IOException {
        Path names = Files.writeString(directory.resolve("names"), "# a comment\njava.lang.String\nno.such.Type\n");

        assertThat(Training.load(names)).containsExactly("no.such.Type");
    }
}
